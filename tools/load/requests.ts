export interface RequestKind {
  readonly name: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly accept?: string;
}

const sentence = 'The cat sat on the mat because it was tired.';
const page = 'The river bank was steep. '.repeat(20);
const model = 'bert-base-uncased';
const safetensors = 'application/vnd.safetensors';

/** What readers ask for, in turn: both models, small answers and the largest. */
export const requestKinds: readonly RequestKind[] = [
  { name: 'attention, one layer', path: '/v1/attention', body: { text: sentence, layers: [8] } },
  { name: 'attention, all', path: '/v1/attention', body: { text: sentence }, accept: safetensors },
  {
    name: 'attention, 122 tokens',
    path: '/v1/attention',
    body: { text: page, layers: [0, 5, 11] },
    accept: safetensors,
  },
  {
    name: 'trace',
    path: '/v1/trace',
    body: { text: page, tensors: ['hidden_states.*', 'query.3'] },
    accept: safetensors,
  },
  {
    name: 'score attribution',
    path: '/v1/score-attribution',
    body: { text: sentence, layer: 8, head: 10, from: 8, to: 2 },
  },
  { name: 'fill-mask', path: '/v1/fill-mask', body: { text: 'Paris is the [MASK] of France.' } },
  { name: 'tokenize', path: '/v1/tokenize', body: { text: page } },
  { name: 'embeddings, MiniLM', path: '/v1/embeddings', body: { input: sentence } },
  { name: 'embeddings, MiniLM x 32', path: '/v1/embeddings', body: { input: Array(32).fill(sentence) } },
  { name: 'embeddings, BERT-base', path: '/v1/embeddings', body: { input: sentence, model } },
  {
    name: 'every token, MiniLM',
    path: '/v1/embeddings',
    body: { input: Array(8).fill(page), pooling: 'none' },
    accept: safetensors,
  },
  { name: 'similarity, MiniLM', path: '/v1/similarity', body: { input: Array(32).fill(sentence) } },
  {
    name: 'attention of 32 texts, lines',
    path: '/v1/attention',
    body: { input: Array(32).fill(sentence), layers: [8], heads: [10] },
    accept: 'application/x-ndjson',
  },
  {
    name: 'attention of 64 texts, all heads, a file',
    path: '/v1/attention',
    body: { input: Array(64).fill(sentence), dtype: 'f16' },
    accept: safetensors,
  },
  { name: 'masked words of 16 texts', path: '/v1/fill-mask', body: { input: Array(16).fill('A [MASK] sat.') } },
  {
    name: 'attention, 512 tokens, all heads',
    path: '/v1/attention',
    body: { text: 'word '.repeat(510), dtype: 'u8' },
    accept: safetensors,
  },
  { name: 'malformed', path: '/v1/attention', body: { text: '' } },
];
