import { cosine } from '../../../shared/analysis/cosine.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { layerCount, type ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, plainNumbers, type Trace, tokenWithin, traceRow } from '../../model/trace.ts';

/** How similar one token's hidden state is to every other token's, after each layer. */
export interface LayersView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Token[];
  /** Cosine with the token's own input to layer 0, [numHiddenLayers + 1]. */
  readonly drift: readonly number[];
  /** [numHiddenLayers + 1][seqLen], -1..1; the first is before layer 0. */
  readonly cosines: readonly (readonly number[])[];
  /** [numHiddenLayers + 1]: the mean over all pairs of different tokens. */
  readonly baseline: readonly number[];
}

const states = Array.from({ length: layerCount + 1 }, (_, layer) => layer);

export const layersFigure: FigureView<LayersView> = {
  names: () => states.map((layer) => `hidden_states.${layer}`),
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    return {
      tokens: trace.tokens,
      layer,
      head,
      token,
      drift: plainNumbers(states.map((at) => cosineToInput(trace, at, token))),
      cosines: states.map((at) => plainNumbers(cosinesWith(trace, `hidden_states.${at}`, token))),
      baseline: plainNumbers(states.map((at) => meanPairCosine(trace, `hidden_states.${at}`))),
    };
  },
};

/** cos(h_token after a layer, h_token before layer 0) */
function cosineToInput(trace: Trace, layer: number, token: number): number {
  return cosine(traceRow(trace, `hidden_states.${layer}`, token), traceRow(trace, 'hidden_states.0', token));
}

/** cos(h_token, h_j) for every j: [seqLen] */
export function cosinesWith(trace: Trace, name: string, token: number): number[] {
  return trace.tokens.map((_, other) => cosine(traceRow(trace, name, token), traceRow(trace, name, other)));
}

/**
 * Mean cosine over all ordered pairs of different tokens: with unit vectors u, (|sum u|^2 - n) / (n (n - 1)), which
 * needs no loop over pairs. This is the similarity that any two tokens have.
 */
export function meanPairCosine(trace: Trace, name: string): number {
  const count = trace.tokens.length;
  const sum: number[] = [];
  for (let token = 0; token < count; token++) {
    const vector = traceRow(trace, name, token);
    const length = Math.hypot(...vector);
    vector.forEach((value, index) => {
      sum[index] = (sum[index] ?? 0) + value / length;
    });
  }
  const squared = sum.reduce((total, value) => total + value * value, 0);
  return (squared - count) / (count * (count - 1));
}

/** The token to compare with at first: another token with the same text, else the next one. */
export function firstPartner(tokens: readonly Token[], token: number): number {
  const twin = tokens.findIndex(({ text }, index) => index !== token && text === tokens[token]!.text);
  if (twin >= 0) return twin;
  return token + 1 < tokens.length ? token + 1 : token - 1;
}
