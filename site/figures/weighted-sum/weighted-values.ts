import type { Token } from '../../../shared/tokenizer/token.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, plainNumbers, tokenWithin, traceRow } from '../../model/trace.ts';

/** One query's weights, every token's value, and the head's result. */
export interface WeightedSumView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Token[];
  /** [seqLen] */
  readonly weights: readonly number[];
  /** [seqLen][headSize] */
  readonly values: readonly (readonly number[])[];
  /** [headSize] */
  readonly context: readonly number[];
}

export const weightedSumFigure: FigureView<WeightedSumView> = {
  names: ({ layer }) => [`attentions.${layer}`, `value.${layer}`, `context.${layer}`],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    return {
      tokens: trace.tokens,
      layer,
      head,
      token,
      weights: plainNumbers(traceRow(trace, `attentions.${layer}`, head, token)),
      values: trace.tokens.map((_, key) => plainNumbers(traceRow(trace, `value.${layer}`, head, key))),
      context: plainNumbers(traceRow(trace, `context.${layer}`, head, token)),
    };
  },
};

/** weight x value of each token: [seqLen][headSize] */
export function weightedValues({ weights, values }: Pick<WeightedSumView, 'weights' | 'values'>): number[][] {
  return values.map((value, key) => value.map((component) => weights[key]! * component));
}

/** Sum of vectors, component by component: [size] */
export function sumOf(vectors: readonly (readonly number[])[], size: number): number[] {
  return Array.from({ length: size }, (_, index) => vectors.reduce((sum, vector) => sum + vector[index]!, 0));
}

/** Euclidean length. */
export function vectorLength(vector: readonly number[]): number {
  return Math.hypot(...vector);
}

/** Index of the component of largest size; of equal ones the first. */
export function largestComponent(vector: readonly number[]): number {
  return vector.reduce((best, value, index) => (Math.abs(value) > Math.abs(vector[best]!) ? index : best), 0);
}
