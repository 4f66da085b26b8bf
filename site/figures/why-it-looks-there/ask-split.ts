import { askTrace } from '../../model/ask-traces.ts';
import { fetchScoreAttribution } from '../../model/fetch-score-attribution.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import { plainNumbers, type Trace, tokenWithin, traceRow } from '../../model/trace.ts';
import { type PairSplit, pairSplit } from './pair-split.ts';

/** The reader's token, and the key that is chosen; without one, the key with the largest score. */
export interface SplitQuestion extends ReaderPlace {
  readonly key?: number | undefined;
}

/** A split, and what the row's other keys score. */
export interface SplitAnswer {
  readonly split: PairSplit;
  /** attentionScores of the row, [seqLen] */
  readonly scores: readonly number[];
}

export function scoresName({ layer }: Pick<ReaderPlace, 'layer'>): string {
  return `attention_scores.${layer}`;
}

/** Which score is taken apart, and the row in which it stands. */
export function pairIn(trace: Trace, question: SplitQuestion) {
  const { layer, head } = question;
  const from = tokenWithin(trace, question);
  const scores = plainNumbers(traceRow(trace, scoresName(question), head, from));
  const to = question.key ?? scores.indexOf(Math.max(...scores));
  return { scores, place: { layer, head, from, to: Math.min(to, scores.length - 1) } };
}

/** @throws ModelRefused in words for the reader; ModelDown when there is no usable answer */
export async function askSplit(question: SplitQuestion, signal: AbortSignal): Promise<SplitAnswer> {
  const { scores, place } = pairIn(await askTrace(question, [scoresName(question)], signal), question);
  return { split: pairSplit(question, place, await fetchScoreAttribution(question, place, signal)), scores };
}
