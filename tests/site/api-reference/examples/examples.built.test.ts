import { readFileSync } from 'node:fs';
import { fromHtml } from 'hast-util-from-html';
import { selectAll } from 'hast-util-select';
import { toText } from 'hast-util-to-text';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples } from '../../../../site/api-reference/examples/examples.ts';
import { answerTo } from '../../../../tools/examples/page-answers.ts';
import { type Api, sharedApi } from '../../../functions/api.ts';
import { exampleText, makeClient, printedValues, runPython, runR, runs, runTypeScript } from './run-example.ts';

const ids = examples.map(({ id }) => id);
const text = 'The cat sat on the mat because it was tired.';
const hasPython = runs('python3', '--version');
const hasOpenAi = hasPython && runs('python3', '-c', 'import openai');
const hasR = runs('Rscript', '-e', 'library(httr2)');

let api: Api;
beforeAll(async () => {
  api = await sharedApi();
  await makeClient();
});
afterAll(() => api.stop());

const asked = async (path: string, body: object) => (await api.post(`/v1/${path}`, body)).json();

interface Attribution {
  readonly sources: readonly string[];
  readonly centred: readonly (readonly number[])[];
}

/** What every language is to print, from the API's own answers. */
const expected: Readonly<Record<string, () => Promise<(string | number)[]>>> = {
  attention: async () => {
    const { attentions } = (await asked('attention', { text, layers: [8], heads: [10] })) as {
      attentions: number[][][][];
    };
    return printedValues(`it cat ${attentions[0]![0]![8]![2]}`);
  },
  batch: async () => {
    const input = ['The dog chased the ball until it was tired.', 'The dog chased the ball until it burst.'];
    const { data } = (await asked('attention', { input, layers: [8], heads: [10] })) as {
      data: { attentions: number[][][][] }[];
    };
    const rows = data.map(({ attentions }) => attentions[0]![0]![7]!);
    return rows.flatMap((it) => printedValues(`dog ${it[2]} ball ${it[5]}`));
  },
  'largest-weights': async () => {
    const [pairs, it] = [
      [
        [8, 10],
        [4, 3],
      ],
      8,
    ];
    const { tokens, indices, weights } = (await asked('attention', { text, pairs, top_k: 3 })) as {
      tokens: { text: string }[];
      indices: number[][][];
      weights: number[][][];
    };
    return pairs.flatMap((pair, at) => {
      const looked = indices[at]![it]!.map((index, place) => `${tokens[index]!.text} ${weights[at]![it]![place]}`);
      return printedValues([...pair, ...looked].join(' '));
    });
  },
  trace: async () => [12, 6, 64, 12 * 6 * 64],
  'score-attribution': async () => {
    const body = { text, layer: 8, head: 10, from: 8, to: 2 };
    const { sources, centred } = (await asked('score-attribution', body)) as Attribution;
    const terms = centred.flatMap((row, q) => row.map((term, k) => ({ term, query: sources[q], key: sources[k] })));
    const largest = terms.toSorted((a, b) => Math.abs(b.term) - Math.abs(a.term)).slice(0, 8);
    return printedValues(
      largest.map(({ term, query, key }) => `${term.toFixed(2)} ${query} of the query, ${key} of the key`).join('\n'),
    );
  },
  'fill-mask': async () => {
    const body = { text: 'Paris is the [MASK] of France.', top_k: 3 };
    const { masks } = (await asked('fill-mask', body)) as {
      masks: { candidates: { token: string; probability: number }[] }[];
    };
    return masks[0]!.candidates.flatMap(({ token, probability }) => printedValues(`${token} ${probability}`));
  },
  embeddings: async () => {
    const body = { model: 'all-MiniLM-L6-v2', input: ['A cat sat.', 'A dog ran.'] };
    const { data } = (await asked('embeddings', body)) as { data: { embedding: number[] }[] };
    const [cat, dog] = data.map(({ embedding }) => embedding);
    return printedValues(`384 ${cat!.reduce((sum, number, index) => sum + number * dog![index]!, 0)}`);
  },
  spans: async () => {
    const input = ['The river was wide. Its bank was steep.'];
    const body = {
      model: 'all-MiniLM-L6-v2',
      input,
      spans: [
        [
          [0, 19],
          [19, 39],
        ],
      ],
    };
    const { data } = (await asked('embeddings', body)) as { data: { embedding: number[][] }[] };
    const [river, bank] = data[0]!.embedding;
    return printedValues(`384 ${river!.reduce((sum, number, index) => sum + number * bank![index]!, 0)}`);
  },
};

describe.each(ids)('the example %s', (id) => {
  const source = (file: string) => exampleText(`${id}/${file}`, api.url.origin);

  it('in curl is answered with what the page shows as the answer', async () => {
    expect(await answerTo(source('curl.sh'))).toBe(
      readFileSync(`site/api-reference/examples/${id}/answer.txt`, 'utf8'),
    );
  });

  it('in TypeScript compiles against the client made of our OpenAPI, and prints what the API answers', async () => {
    const printed = await runTypeScript(id, source('typescript.ts'));
    expect(printedValues(printed)).toEqual(await expected[id]!());
  });

  it.skipIf(!hasPython)('in Python prints the same (skipped where there is no python3)', async () => {
    expect(printedValues(await runPython(source('python.py')))).toEqual(await expected[id]!());
  });

  it.skipIf(!hasR)(
    'in R prints the same (skipped where there is no Rscript with httr2)',
    async () => {
      expect(printedValues(await runR(source('r.R')))).toEqual(await expected[id]!());
    },
    30_000,
  );
});

it.skipIf(!hasOpenAi)("OpenAI's client in Python prints the same (skipped where it is not installed)", async () => {
  const printed = await runPython(exampleText('embeddings/openai.py', api.url.origin));
  expect(printedValues(printed)).toEqual(await expected.embeddings!());
});

it('the page of the API shows every file to the letter', () => {
  const page = fromHtml(readFileSync('dist/api.html', 'utf8'));
  const shown = selectAll('pre code', page).map((code) => toText(code, { whitespace: 'pre' }));
  const files = [
    ...ids.flatMap((id) =>
      ['curl.sh', 'typescript.ts', 'python.py', 'r.R', 'answer.txt'].map((file) => `${id}/${file}`),
    ),
    'embeddings/openai.py',
    ...['fetch.py', 'views.py', 'neuron.py'].map((file) => `bertviz/${file}`),
  ];
  const missing = files.filter((file) => !shown.includes(exampleText(file, 'http://localhost:8787').trimEnd()));
  expect(missing).toEqual([]);
});
