import { axesOf, type EmbeddingSite, type LayerSite, type Site, type SiteAxes } from './sites.ts';

/** What stands at a site, where it is taught, and what others call it. */
export interface SiteEntry {
  /** In plain notation; x is the layer's input. */
  readonly formula: string;
  /** Id of the chapter that teaches it. */
  readonly chapter: string;
  /** The hook of TransformerLens' `HookedEncoder` that has the same numbers; null where none has. */
  readonly hook: string | null;
  /** For a site that no trace has by its own name: the tensor of the trace whose numbers it has. */
  readonly sameAs?: string;
}

/**
 * Every site once, in the order of the pass; `{layer}` stands for the number of a layer, from 0.
 *
 * Hooks: TransformerLens, `components/bert_embed.py`, `bert_block.py`, `abstract_attention.py`. Its queries, keys, values
 * and contexts are [batch, n, heads, head size], with the heads after the tokens.
 */
export const siteTable = {
  'embeddings.word': { formula: 'E_word[id of the token]', chapter: 'embeddings', hook: 'embed.hook_embed' },
  'embeddings.position': { formula: 'E_position[place]', chapter: 'positions', hook: 'embed.hook_pos_embed' },
  'embeddings.token_type': {
    formula: 'E_type[0 or 1]',
    chapter: 'positions',
    hook: 'embed.hook_token_type_embed',
  },
  hidden_states: {
    formula: 'x, the input of the layer',
    chapter: 'layers',
    hook: 'blocks.{layer}.hook_resid_pre',
  },
  query: { formula: 'x W_Q + b_Q', chapter: 'projections', hook: 'blocks.{layer}.attn.hook_q' },
  key: { formula: 'x W_K + b_K', chapter: 'projections', hook: 'blocks.{layer}.attn.hook_k' },
  value: { formula: 'x W_V + b_V', chapter: 'projections', hook: 'blocks.{layer}.attn.hook_v' },
  attention_scores: {
    formula: 'query · key / √(head size)',
    chapter: 'scores',
    hook: 'blocks.{layer}.attn.hook_attn_scores',
  },
  attentions: { formula: 'softmax(row of scores)', chapter: 'softmax', hook: 'blocks.{layer}.attn.hook_pattern' },
  context: { formula: 'Σ weight × value', chapter: 'weighted-sum', hook: 'blocks.{layer}.attn.hook_z' },
  attention_output: {
    formula: 'concat(contexts) W_O + b_O',
    chapter: 'heads',
    hook: 'blocks.{layer}.hook_attn_out',
  },
  attention_residual: {
    formula: 'carried past attention',
    chapter: 'residual',
    hook: null,
    sameAs: 'hidden_states.{layer}',
  },
  attention_block: {
    formula: 'LayerNorm(residual + output)',
    chapter: 'residual',
    hook: 'blocks.{layer}.ln1.hook_normalized',
  },
  intermediate: {
    formula: 'gelu(block W_1 + b_1)',
    chapter: 'feed-forward',
    hook: 'blocks.{layer}.mlp.hook_post',
  },
  feed_forward_output: {
    formula: 'intermediate W_2 + b_2',
    chapter: 'feed-forward',
    hook: 'blocks.{layer}.hook_mlp_out',
  },
  feed_forward_residual: {
    formula: 'carried past the network',
    chapter: 'residual',
    hook: null,
    sameAs: 'attention_block.{layer}',
  },
} as const satisfies Record<EmbeddingSite | LayerSite, SiteEntry>;

export type SiteFamily = keyof typeof siteTable;

/** `attentions.{layer}`, `embeddings.word`: how a request names the site. */
export function nameAt(family: SiteFamily): string {
  return family.startsWith('embeddings.') ? family : `${family}.{layer}`;
}

const shapes: Readonly<Record<SiteAxes, string>> = {
  rows: '[n, hidden]',
  headRows: '[heads, n, head size]',
  headPairs: '[heads, n, n]',
};

/** Of the whole site, in words: n tokens, `hidden` 768 of BERT-base. */
export function shapeInWords(family: SiteFamily): string {
  if (family === 'intermediate') return '[n, 4 hidden]';
  return shapes[axesOf(nameAt(family).replace('{layer}', '0') as Site)];
}
