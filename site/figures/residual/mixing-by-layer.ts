import { cosine } from '../../../shared/analysis/cosine.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { headCount, layerCount, type ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, type Trace, tokenWithin, traceRow } from '../../model/trace.ts';

/** What one layer does to one token. */
export interface LayerMixing {
  /** The share of the token's attention weight that goes to other tokens, 0..1, mean over the heads. */
  readonly weightToOthers: number;
  /** The share of the attention block's output that comes from other tokens, 0..1: `mixing.{layer}`. */
  readonly shareOfOthers: number;
  /** Cosine of the layer's output with the token's input to layer 0, -1..1. */
  readonly cosineToInput: number;
}

export interface ResidualView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Token[];
  /** [numHiddenLayers] */
  readonly layers: readonly LayerMixing[];
}

/**
 * Percent, over tokens and layers of BERT-base: weight to other tokens, and their share of the attention block's
 * output. From Kobayashi et al. 2021.
 */
export const publishedMixing = { weight: 96, share: 19 } as const;

const layers = Array.from({ length: layerCount }, (_, layer) => layer);

export const residualFigure: FigureView<ResidualView> = {
  names: () => [
    ...layers.flatMap((layer) => [`attentions.${layer}`, `mixing.${layer}`]),
    ...[...layers, layerCount].map((layer) => `hidden_states.${layer}`),
  ],
  view: (trace, place) => {
    const token = tokenWithin(trace, place);
    const { layer, head } = place;
    return { tokens: trace.tokens, layer, head, token, layers: layers.map((at) => layerMixing(trace, at, token)) };
  },
};

/** Both shares of one token in one layer, and how far the token has moved by the layer's end. */
export function layerMixing(trace: Trace, layer: number, token: number, heads = headCount): LayerMixing {
  let kept = 0;
  for (let head = 0; head < heads; head++) kept += traceRow(trace, `attentions.${layer}`, head, token)[token]!;
  const vector = (at: number) => traceRow(trace, `hidden_states.${at}`, token);
  return {
    weightToOthers: 1 - kept / heads,
    shareOfOthers: traceRow(trace, `mixing.${layer}`, token)[0]!,
    cosineToInput: cosine(vector(layer + 1), vector(0)),
  };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
