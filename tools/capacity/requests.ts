import { bertBase, miniLm } from '../../shared/api/served-models.ts';

/** A kind of request that readers of the API send. */
export interface RequestKind {
  readonly name: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly accept: string;
}

const [json, safetensors] = ['application/json', 'application/vnd.safetensors'];
/** With [CLS] and [SEP] of so many tokens. */
const tokens = (count: number) => 'word '.repeat(count - 2).trim();

export const requestKinds: readonly RequestKind[] = [
  {
    name: 'attention, 12 tokens',
    path: '/v1/attention',
    body: { model: bertBase, text: tokens(12) },
    accept: safetensors,
  },
  {
    name: 'attention, 512 tokens',
    path: '/v1/attention',
    body: { model: bertBase, text: tokens(512) },
    accept: safetensors,
  },
  {
    name: 'fill-mask, 9 tokens',
    path: '/v1/fill-mask',
    body: { model: bertBase, text: 'Paris is the [MASK] of France.' },
    accept: json,
  },
  {
    name: 'embeddings of MiniLM, 32 x 20 tokens',
    path: '/v1/embeddings',
    body: { model: miniLm, input: Array(32).fill(tokens(20)) },
    accept: json,
  },
  {
    name: 'batch of attention, 250 x 20 tokens',
    path: '/v1/attention',
    body: { model: bertBase, input: Array(250).fill(tokens(20)), dtype: 'f16' },
    accept: safetensors,
  },
  {
    name: 'sweep over heads, 12 tokens',
    path: '/v1/sweep',
    body: { model: bertBase, text: `[MASK] ${tokens(11)}`, over: 'heads' },
    accept: json,
  },
];
