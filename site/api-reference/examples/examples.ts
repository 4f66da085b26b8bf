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
    text: 'Where every token looks. `attentions[0][0][8][2]` is 0.84: in layer 9, head 11 on screen (8 and 10 counted from 0), "it" gives 84\u00a0% of its weight to "cat".',
  },
  {
    id: 'batch',
    title: 'Many texts at once',
    text: 'Up to 256 texts in one request; each is answered, to the bit, what it alone would be. In layer 9, head 11 on screen "it" looks at the dog where it was tired, and at the ball where it burst. As `application/x-ndjson` every text is a line, sent as soon as it is known; a text that cannot be answered has its error in its place.',
  },
  {
    id: 'largest-weights',
    title: 'Single heads, largest weights',
    text: 'Where "it" looks, in two heads, the three largest weights of each. `pairs` names single heads, `top_k` keeps the largest weights of every row, and `rest` says what a row lost. Of 512 tokens and all heads, eight weights a row are 2.7 MB in f16, all of them 75.',
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
  {
    id: 'spans',
    title: 'Parts of a text that is read whole',
    text: 'Late chunking: the model reads the whole text, and each part gets a vector, so that "its bank" is the bank of the river. Parts are named in UTF‑16 units, first and one past the last.',
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
