export type Source = string | { text?: string; text_pair?: string; input_ids?: number[]; token_type_ids?: number[] };

export const alone = (source: Source) => (typeof source === 'string' ? { text: source } : source);

/** Texts of which several share a pass, one fills more than one, and one goes alone. */
export const texts: Source[] = [
  'The cat sat.',
  { text: 'It was tired.', text_pair: 'Why did it sleep?' },
  { input_ids: [101, 1996, 4937, 102] },
  { input_ids: [101, 1996, 102, 4937, 102], token_type_ids: [0, 0, 0, 1, 1] },
  'word '.repeat(150),
  'Snowboarding is unbelievably fun 🙂',
  'a',
];

export const masked: Source[] = [
  'Paris is the [MASK] of France.',
  { text: 'A [MASK] ran.', text_pair: 'It was [MASK].' },
];

export const asked: [what: string, path: string, input: Source[], fields: object][] = [
  ['one head', '/v1/attention', texts, { layers: [3], heads: [1] }],
  [
    'pairs of heads with the largest weights',
    '/v1/attention',
    texts,
    {
      pairs: [
        [8, 10],
        [4, 3],
      ],
      top_k: 3,
      metrics: true,
    },
  ],
  ['words and the mean of heads', '/v1/attention', texts, { layers: [2, 0], words: true, reduce: 'mean', dtype: 'u8' }],
  ['the largest weights in bytes', '/v1/attention', texts, { layers: [3], heads: [1], top_k: 1, dtype: 'u8' }],
  ['the largest weights in float16', '/v1/attention', texts, { layers: [3], heads: [1], top_k: 3, dtype: 'f16' }],
  ['rollout', '/v1/attention', texts, { layers: [5], reduce: 'rollout', dtype: 'f16' }],
  [
    'a knocked-out head',
    '/v1/attention',
    texts.slice(0, 3),
    { layers: [11], heads: [0], head_mask: Array.from({ length: 12 }, () => [0, ...Array(11).fill(1)]) },
  ],
  [
    'a change on the way',
    '/v1/attention',
    texts.slice(0, 3),
    { layers: [1], heads: [0], interventions: [{ at: 'embeddings.position', set: 0 }] },
  ],
  ['MiniLM', '/v1/attention', texts, { model: 'all-MiniLM-L6-v2', layers: [5] }],
  ['tensors', '/v1/trace', texts, { tensors: ['mixing.3', 'query.0'] }],
  ['a comparison', '/v1/trace', texts, { tensors: ['mixing.3'], mask_tokens: [1], compare: true, dtype: 'f16' }],
  ['logits', '/v1/trace', masked, { tensors: ['logits'] }],
  ['masked words', '/v1/fill-mask', masked, { top_k: 2, hidden_states: [6, 12] }],
];

export async function textOf(response: Response): Promise<string> {
  const text = await response.text();
  if (response.status !== 200) throw new Error(text);
  return text;
}
