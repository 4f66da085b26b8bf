/** What can be asked, each in a folder of its name with the same request in several languages. */
export interface Example {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export const examples: readonly Example[] = [
  {
    id: 'attention',
    title: 'Attention',
    text: 'Where every token looks. attentions[0][0][8][2] is 0.84: in layer 9, head 11 on screen (8 and 10 counted from 0), "it" gives 84\u00a0% of its weight to "cat".',
  },
  {
    id: 'trace',
    title: 'Trace, as safetensors',
    text: 'Queries and keys of layer 4 (3 counted from 0), as they are in memory. JSON has the same numbers in the fewest digits that read back as the same float32.',
  },
  {
    id: 'score-attribution',
    title: 'Why there',
    text: 'One score, split by what query and key are made of: the words, their positions, what every earlier head and feed-forward network added. The terms add up to the score.',
  },
  {
    id: 'fill-mask',
    title: 'Fill-mask',
    text: 'The words that BERT expects behind [MASK], with probabilities over the whole vocabulary.',
  },
  {
    id: 'embeddings',
    title: "Embeddings, also with OpenAI's clients",
    text: "Sentence vectors of unit length: a dot product is a cosine. OpenAI's own clients work; the key is not read.",
  },
];

/** The same request in one language, or the answer to it. */
export interface Block {
  readonly name: string;
  /** As Markdown and highlighters name the language. */
  readonly language: string;
  readonly code: string;
}

/** Files of an example's folder, in the order in which the page shows them. */
const blockFiles = [
  { file: 'curl.sh', name: 'curl', language: 'sh' },
  { file: 'typescript.ts', name: 'TypeScript', language: 'ts' },
  { file: 'python.py', name: 'Python', language: 'python' },
  { file: 'openai.py', name: "Python, OpenAI's client", language: 'python' },
  { file: 'r.R', name: 'R, with httr2', language: 'r' },
] as const;

const sources = import.meta.glob<string>('./*/*.{sh,ts,py,R,txt}', { query: '?raw', import: 'default', eager: true });

/** Where the examples find the API as they are written: what `npm start` serves. */
export const writtenOrigin = 'http://localhost:8787';

/** The requests of an example in every language that it has, made to `origin`. */
export function blocksOf(id: string, origin: string): Block[] {
  return blockFiles.flatMap(({ file, ...rest }) => {
    const source = sources[`./${id}/${file}`];
    return source === undefined ? [] : [{ ...rest, code: at(origin, source) }];
  });
}

/** What the API answers to the example; undefined until `npm run examples` has asked. */
export function answerOf(id: string): string | undefined {
  return sources[`./${id}/answer.txt`]?.trimEnd();
}

/** The text of one file of an example, made to ask `origin`. @throws Error where there is no such file */
export function exampleFile(path: string, origin: string): string {
  const source = sources[`./${path}`];
  if (source === undefined) throw new Error(`${path}: expected a file of api-reference/examples, found none`);
  return at(origin, source);
}

function at(origin: string, source: string): string {
  return source.trimEnd().replaceAll(writtenOrigin, origin);
}
