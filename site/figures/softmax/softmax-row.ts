import type { Token } from '../../../shared/tokenizer/token.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, plainNumbers, type Trace, tokenWithin, traceRow } from '../../model/trace.ts';

/** One query's row from scores to weights, [seqLen] each. */
export interface SoftmaxView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Token[];
  readonly scores: readonly number[];
  readonly weights: readonly number[];
}

export interface SoftmaxSteps {
  /** exp(score - largest score), 0..1 */
  readonly exponentials: readonly number[];
  readonly sum: number;
  /** exponential / sum */
  readonly weights: readonly number[];
}

export const softmaxFigure: FigureView<SoftmaxView> = {
  names: ({ layer }) => [`attention_scores.${layer}`, `attentions.${layer}`],
  view: (trace: Trace, place: ReaderPlace) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    const row = (name: string) => plainNumbers(traceRow(trace, `${name}.${layer}`, head, token));
    return { tokens: trace.tokens, layer, head, token, scores: row('attention_scores'), weights: row('attentions') };
  },
};

/** weights_k = exp(s_k) / sum_j exp(s_j). The largest score is subtracted from each first, which cancels out. */
export function softmaxSteps(scores: readonly number[]): SoftmaxSteps {
  const largest = scores.reduce((most, score) => Math.max(most, score));
  const exponentials = scores.map((score) => Math.exp(score - largest));
  const sum = exponentials.reduce((total, exponential) => total + exponential, 0);
  return { exponentials, sum, weights: exponentials.map((exponential) => exponential / sum) };
}

/** The weights of the same row if its scores had not been divided by sqrt(headSize). */
export function undividedWeights(scores: readonly number[], headSize = 64): readonly number[] {
  return softmaxSteps(scores.map((score) => score * Math.sqrt(headSize))).weights;
}
