import { headCount, layerCount, type Sentence } from '../../model/reader-place.ts';
import type { HeadPlace } from '../marks/head-map/head-change.ts';

/** A sentence with one token blanked out. */
export interface BlankedSentence extends Sentence {
  /** Index of the token that `[MASK]` replaces. */
  readonly blank: number;
}

/** One head at the blank, in three readings. */
export interface HeadReading extends HeadPlace {
  /** The weight that the blank's row gives to other words, without special tokens and the blank itself, 0..1. */
  readonly weight: number;
  /** Sum of the lengths of what these words contribute, in units of the vectors. */
  readonly length: number;
  /** The weights of the blank's row, [seqLen], with three decimals: for a picture. */
  readonly row: readonly number[];
  /** ln of what the probability of the model's word is multiplied by where this head is knocked out: −0.69 halves it. Its size is the head's effect. */
  readonly change: number;
}

export interface SweepView {
  readonly question: BlankedSentence;
  readonly tokens: readonly string[];
  /** Indices of the tokens that are left out of weight and length: the special ones and the blank. */
  readonly leftOut: readonly number[];
  /** The whole model's best word for the blank. */
  readonly word: string;
  readonly id: number;
  /** Natural logarithm of its probability. */
  readonly logProbability: number;
  /** The heads that have been measured, by layer, then head. */
  readonly heads: readonly HeadReading[];
  /** Rank correlation of each measure with the effect, -1..1; undefined while there are too few heads. */
  readonly correlations: Readonly<Record<Measure, number | undefined>>;
  /** What unrelated orders of so many heads stay within in 95 of 100 cases. */
  readonly chance: number;
  /** The heads that are pointed out: undefined while there are too few. */
  readonly extremes: { readonly most: HeadPlace; readonly idle: HeadPlace } | undefined;
}

export type Measure = 'weight' | 'length';

/** Probability of the model's word with a head knocked out, 0..1. */
export function probabilityWithout({ logProbability }: SweepView, { change }: HeadReading): number {
  return Math.exp(logProbability + change);
}

/** Changes of the word's log-probability by layer, then head; NaN where a head has not been measured. */
export function changesOf({ heads }: SweepView): number[] {
  const changes = Array<number>(layerCount * headCount).fill(Number.NaN);
  for (const { layer, head, change } of heads) changes[layer * headCount + head] = change;
  return changes;
}

/** The text of a sweep, as a request names it. */
export function askedOf({ question: { text, pair, blank } }: SweepView) {
  return { text, pair, masked: [blank] };
}

/** How the API names a head's weight or length at the blank. */
export function measureName(measure: Measure, { question, leftOut }: SweepView, { layer, head }: HeadReading): string {
  const tensor = measure === 'weight' ? 'attentions' : 'attention_norms';
  return `sum(without(${[`${tensor}.${layer}[${head}][${question.blank}]`, ...leftOut].join(', ')}))`;
}
