import { getCollection } from 'astro:content';
import type { APIRoute } from 'astro';
import { openApi, operations } from '../api-reference/openapi.ts';
import { readAtlas } from '../first-paint/read-atlas.ts';
import { readGlossary } from '../glossary/read-glossary.ts';
import { typographic } from '../prose/typography.ts';
import { notesInOrder } from '../study/study.ts';

/** What there is to read here, for programs that read: the convention of llmstxt.org. */
export const GET: APIRoute = async ({ site }) => {
  const link = (title: string, path: string, about: string) =>
    typographic(`- [${title}](${new URL(path, site).href}): ${about}`);
  const chapters = (await getCollection('chapters')).toSorted((a, b) => a.data.order - b.data.order);
  const notes = notesInOrder(await getCollection('concepts'));
  const atlas = readAtlas();
  const heads = atlas.examples.flat().length;
  const steps = new Map(chapters.flatMap(({ data }) => (data.step ? [[data.step.file, data.title] as const] : [])));
  const parts = [
    '# Understanding BERT’s Attention Mechanism',
    '> BERT’s attention explained step by step on real sentences, where every number is computed by bert-base-uncased; and an open HTTP API that returns its attention and every other intermediate.',
    'Chapters and notes count layers and heads from 1, as the pages do; the API counts from 0. Figures can be changed on the pages; their Markdown has what they open with.',
    '## Chapters',
    chapters
      .map(({ id, data }) => link(data.title, `/chapters/${id}.md`, `${data.question} ${data.summary}`))
      .join('\n'),
    '## Study notes',
    link(
      'Study notes',
      '/notes.md',
      `${notes.length} statements about the mechanism, what is wrong with some of them, and the numbers.`,
    ),
    '## Glossary',
    link('Glossary', '/glossary.md', `${readGlossary().length} words, each with its formula, shape and names in code.`),
    '## Heads',
    [
      link(
        `What the ${heads} heads do`,
        '/heads.md',
        `what may be said of each over ${atlas.sentences.toLocaleString('en')} annotated sentences, with the numbers.`,
      ),
      link('The same as CSV', '/heads.csv', 'every measure and every relation of every head.'),
    ].join('\n'),
    '## API',
    [
      link('How to use it', '/api.md', 'examples in several languages, limits, errors. No account and no key.'),
      link('Reference', '/docs.md', `every field, range and error of ${operations.length} operations.`),
      link('Capacity', '/capacity.md', 'what requests cost, how long they take when many ask, and how to serve more.'),
      link('OpenAPI 3.1', '/openapi.json', `the same for programs, version ${openApi.info.version}.`),
      link('Models', '/v1/models', 'geometry, licence, weights, limits, and how close they come to float32.'),
    ].join('\n'),
    '## Optional',
    [...steps]
      .map(([file, title]) => link(file, `/code/${file}.txt`, `the code of the step “${title}”, TypeScript.`))
      .join('\n'),
  ];
  return new Response(`${parts.join('\n\n')}\n`);
};
