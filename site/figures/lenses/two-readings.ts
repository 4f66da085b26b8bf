import type { Token } from '../../../shared/tokenizer/token.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, plainNumbers, tokenWithin, traceRow } from '../../model/trace.ts';

/** One row of a head by weight and by the length of each token's contribution: [seqLen] each. */
export interface LensesView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Token[];
  readonly weights: readonly number[];
  /** ||weight f(x)||, in units of the vectors. */
  readonly norms: readonly number[];
}

export const lensesFigure: FigureView<LensesView> = {
  names: ({ layer }) => [`attentions.${layer}`, `attention_norms.${layer}`],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    const row = (name: string) => plainNumbers(traceRow(trace, `${name}.${layer}`, head, token));
    return { tokens: trace.tokens, layer, head, token, weights: row('attentions'), norms: row('attention_norms') };
  },
};

/** Each value as a share of their sum, so that two readings can stand side by side; all 0 where the sum is 0. */
export function shares(values: readonly number[]): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => (sum === 0 ? 0 : value / sum));
}
