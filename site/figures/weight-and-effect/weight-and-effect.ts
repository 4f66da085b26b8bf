import { rankCorrelation } from '../../../shared/analysis/rank-correlation.ts';
import { limits } from '../../../shared/api/limits.ts';
import { upTo } from '../../model/attention-file.ts';
import { fewAtOnce } from '../../model/few-at-once.ts';
import { headCount, type Sentence } from '../../model/reader-place.ts';
import { type Trace, traceRow } from '../../model/trace.ts';
import { headMaskOf, type KnockOutModel } from '../knock-out/knock-out.ts';

/** A sentence with one token blanked out. */
export interface BlankedSentence extends Sentence {
  /** Index of the token that `[MASK]` replaces. */
  readonly blank: number;
}

/** One head at the blank, in three readings. */
export interface HeadReading {
  readonly layer: number;
  readonly head: number;
  /** The weight that the blank's row gives to other words, without special tokens and the blank itself, 0..1. */
  readonly weight: number;
  /** Sum of the lengths of what these words contribute, in units of the vectors. */
  readonly length: number;
  /** Probability of the model's word with this head knocked out, 0..1. */
  readonly probability: number;
  /** |ln(probability / that of the whole model)|: 0.69 stands for half or double. */
  readonly effect: number;
}

export interface SweepView {
  readonly question: BlankedSentence;
  readonly tokens: readonly string[];
  /** Indices of the tokens that are left out of weight and length: the special ones and the blank. */
  readonly leftOut: readonly number[];
  /** The whole model's best word for the blank. */
  readonly word: string;
  readonly id: number;
  readonly probability: number;
  /** The heads that have been measured, in any order. */
  readonly heads: readonly HeadReading[];
}

interface Watched {
  /** Called after each head with everything that is known. */
  readonly onpart?: (view: SweepView) => void;
  readonly signal?: AbortSignal;
}

/**
 * Measures every head of some layers: each is knocked out once while the model fills the blank, with 12 requests for
 * each layer and two before.
 * @throws as the model does; the signal's reason when it is aborted
 */
export async function sweepHeads(
  model: KnockOutModel,
  question: BlankedSentence,
  layers: readonly number[],
  { onpart, signal }: Watched = {},
): Promise<SweepView> {
  const blank = { maskTokens: [question.blank] };
  const names = layers.flatMap((layer) => [`attentions.${layer}`, `attention_norms.${layer}`]);
  const [trace, whole] = await Promise.all([model.trace(question, names, blank), model.fillMask(question, 1, blank)]);
  const { id, token, probability } = whole[0]!;
  const leftOut = trace.tokens.flatMap(({ special }, at) => (special || at === question.blank ? [at] : []));
  const tokens = trace.tokens.map(({ text }) => text);
  const heads: HeadReading[] = [];
  const view = () => ({ question, tokens, leftOut, word: token, id, probability, heads: [...heads] });
  const waiting = layers.flatMap((layer) => upTo(headCount).map((head) => ({ layer, head })));
  const ask = async (at: Pick<HeadReading, 'layer' | 'head'>) => {
    const change = { ...blank, headMask: headMaskOf({ ...at, scope: 'head' }) };
    const candidates = await model.fillMask(question, limits.candidates, change);
    signal?.throwIfAborted();
    const found = candidates.find((one) => one.id === id)?.probability;
    // A word below all candidates has no known probability, only one smaller than theirs.
    heads.push(reading(trace, question.blank, leftOut, at, { before: probability, after: found ?? 0 }));
    onpart?.(view());
  };
  await fewAtOnce(() => waiting.shift(), ask, signal);
  return view();
}

function reading(
  trace: Trace,
  blank: number,
  leftOut: readonly number[],
  { layer, head }: Pick<HeadReading, 'layer' | 'head'>,
  { before, after }: { readonly before: number; readonly after: number },
): HeadReading {
  const toOthers = (name: string) =>
    traceRow(trace, `${name}.${layer}`, head, blank).reduce(
      (sum, value, at) => sum + (leftOut.includes(at) ? 0 : value),
      0,
    );
  const effect = Math.min(mostEffect, Math.abs(Math.log(after / before)));
  return {
    layer,
    head,
    weight: toOthers('attentions'),
    length: toOthers('attention_norms'),
    probability: after,
    effect,
  };
}

/** The effect at which a word below all candidates is drawn: a thousandth of its probability. */
const mostEffect = Math.log(1000);

export type Measure = 'weight' | 'length';

/** Rank correlation of a measure with the effect, -1..1; undefined while there are too few heads to rank. */
export function correlationWithEffect(heads: readonly HeadReading[], measure: Measure): number | undefined {
  if (heads.length < headCount) return undefined;
  return rankCorrelation(
    heads.map((one) => one[measure]),
    heads.map(({ effect }) => effect),
  );
}

/**
 * What the rank correlation of two unrelated orders stays within in 95 of 100 cases: 1.96 / sqrt(n - 1), from its
 * variance 1 / (n - 1). Within it no direction may be claimed.
 */
export function chanceCorrelation(count: number): number {
  return 1.96 / Math.sqrt(Math.max(1, count - 1));
}

/** The least weight of a head that looks at hardly anything but other words. */
const much = 0.9;

/**
 * The head with the largest effect, and the head with the smallest effect among those with much weight on other words.
 */
export function extremes(heads: readonly HeadReading[]): { most: HeadReading; idle: HeadReading } | undefined {
  const looking = heads.filter(({ weight }) => weight >= much);
  const [first, idle] = [heads[0], looking[0]];
  if (!first || !idle) return undefined;
  return {
    most: heads.reduce((best, one) => (one.effect > best.effect ? one : best), first),
    idle: looking.reduce((best, one) => (one.effect < best.effect ? one : best), idle),
  };
}

/** How the API names a head's weight or length at the blank. */
export function measureName(measure: Measure, { question, leftOut }: SweepView, { layer, head }: HeadReading): string {
  const tensor = measure === 'weight' ? 'attentions' : 'attention_norms';
  return `sum(without(${[`${tensor}.${layer}[${head}][${question.blank}]`, ...leftOut].join(', ')}))`;
}
