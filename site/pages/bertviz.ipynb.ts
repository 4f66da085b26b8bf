import type { APIRoute } from 'astro';
import { exampleFile } from '../api-reference/examples/examples.ts';
import { type Cell, notebook } from '../api-reference/examples/notebook.ts';

/** BertViz's three views on what the API computes, to run in Jupyter. */
export const GET: APIRoute = ({ site }) => {
  const { origin } = site!;
  const code = (file: string): Cell => ({ kind: 'code', source: exampleFile(`bertviz/${file}`, origin) });
  const cells: readonly Cell[] = [
    {
      kind: 'markdown',
      source: `# BertViz on ${origin}\n\nThe model runs behind the API; this notebook draws. Change \`texts\` and run it again. [How to use the API](${origin}/api)`,
    },
    { kind: 'code', source: '%pip install bertviz torch' },
    code('fetch.py'),
    { kind: 'markdown', source: 'Every head of every layer, as lines and as a map.' },
    code('views.py'),
    { kind: 'markdown', source: 'Queries and keys of one head, number by number.' },
    code('neuron.py'),
  ];
  return new Response(`${JSON.stringify(notebook(cells), undefined, 1)}\n`);
};
