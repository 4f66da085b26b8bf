import type { BertConfig } from './config.ts';

/**
 * How the numbers of a site stand, and so what may be selected of them: `rows` [seqLen, size] by token; `headRows`
 * [heads, seqLen, headSize] by head and token; `headPairs` [heads, seqLen, seqLen] by head, by the token that asks (from)
 * and by the one that answers (to).
 */
export type SiteAxes = 'rows' | 'headRows' | 'headPairs';

const embeddingSites = {
  'embeddings.word': 'rows',
  'embeddings.position': 'rows',
  'embeddings.token_type': 'rows',
} as const satisfies Record<string, SiteAxes>;

/**
 * The sites of a layer, in the order of the pass. Two of them no trace has by their own name: what is carried past the
 * attention block and past the feed-forward network, block = LayerNorm(attention_residual + attention_output) and
 * hiddenStates = LayerNorm(feed_forward_residual + feed_forward_output).
 */
const layerSites = {
  hidden_states: 'rows',
  query: 'headRows',
  key: 'headRows',
  value: 'headRows',
  attention_scores: 'headPairs',
  attentions: 'headPairs',
  context: 'headRows',
  attention_output: 'rows',
  attention_residual: 'rows',
  attention_block: 'rows',
  intermediate: 'rows',
  feed_forward_output: 'rows',
  feed_forward_residual: 'rows',
} as const satisfies Record<string, SiteAxes>;

export type EmbeddingSite = keyof typeof embeddingSites;
export type LayerSite = keyof typeof layerSites;

/** A place of the pass where numbers may be changed: `embeddings.position`, `attentions.8`. */
export type Site = EmbeddingSite | `${LayerSite}.${number}`;

/** All sites of a model of this geometry, in the order of the pass. */
export function sitesOf({ numHiddenLayers }: BertConfig): Site[] {
  const layers = Array.from({ length: numHiddenLayers }, (_, l) =>
    (Object.keys(layerSites) as LayerSite[]).map((site): Site => `${site}.${l}`),
  );
  return [...(Object.keys(embeddingSites) as Site[]), ...layers.flat()];
}

/** How the numbers of a site stand. */
export function axesOf(site: Site): SiteAxes {
  const axes: Readonly<Record<string, SiteAxes>> = { ...embeddingSites, ...layerSites };
  return axes[site] ?? axes[site.slice(0, site.lastIndexOf('.'))]!;
}

/** [rows, columns] of what a change is shown there, of a text of so many tokens: of the whole text, or of one head. */
export function shapeAt({ hiddenSize, intermediateSize, headSize }: BertConfig, site: Site, seqLen: number): number[] {
  const axes = axesOf(site);
  if (axes === 'headPairs') return [seqLen, seqLen];
  if (axes === 'headRows') return [seqLen, headSize];
  return [seqLen, site.startsWith('intermediate.') ? intermediateSize : hiddenSize];
}

/** Every site once, those of a layer with `{layer}` in the place of its number. */
export const siteFamilies: readonly string[] = [
  ...Object.keys(embeddingSites),
  ...Object.keys(layerSites).map((site) => `${site}.{layer}`),
];

/**
 * The sites that a pattern names: one, `attentions.8`, or those of all layers, `attentions.*`.
 * @throws RangeError when it names none.
 */
export function sitesAt(config: BertConfig, pattern: string): Site[] {
  const named = sitesOf(config).filter(
    (site) => site === pattern || (pattern.endsWith('.*') && layerSiteOf(site) === pattern.slice(0, -2)),
  );
  if (named.length > 0) return named;
  throw new RangeError(
    `at: expected one of ${siteFamilies.join(', ')} with a layer from 0 to ${config.numHiddenLayers - 1} or *, found "${pattern.slice(0, 80)}"`,
  );
}

function layerSiteOf(site: Site): string | undefined {
  return site in embeddingSites ? undefined : site.slice(0, site.lastIndexOf('.'));
}
