import { rankCorrelation } from '../../../shared/analysis/rank-correlation.ts';
import { limits } from '../../../shared/api/limits.ts';
import { upTo } from '../../model/attention-file.ts';
import { fewAtOnce } from '../../model/few-at-once.ts';
import { headCount, type Sentence } from '../../model/reader-place.ts';
import { type Trace, traceRow } from '../../model/trace.ts';
import { headMaskOf, type KnockOutModel } from '../knock-out/knock-out.ts';

/** A sentence, one token of which is blanked out. */
export interface BlankedSentence extends Sentence {
  /** Index of the token that `[MASK]` replaces. */
  readonly blank: number;
}

/** What one head does at the blank, in three readings. */
export interface HeadReading {
  readonly layer: number;
  readonly head: number;
  /** Of the blank's row: what goes to other words, without special tokens and the blank itself, 0..1. */
  readonly weight: number;
  /** Sum of the lengths of what these words hand over, in units of the vectors. */
  readonly length: number;
  /** Probability of the model's word with this head knocked out, 0..1. */
  readonly probability: number;
  /** |ln(probability / that of the whole model)|: 0.69 halves or doubles it. */
  readonly effect: number;
}

export interface SweepView {
  readonly question: BlankedSentence;
  readonly tokens: readonly string[];
  /** Indices of the tokens that are left out of weight and length: the special ones and the blank. */
  readonly leftOut: readonly number[];
  /** What the whole model says in the blank. */
  readonly word: string;
  readonly id: number;
  readonly probability: number;
  /** Those that have been measured, in any order. */
  readonly heads: readonly HeadReading[];
}

interface Watched {
  /** Told what is known so far, after each head. */
  readonly onpart?: (view: SweepView) => void;
  readonly signal?: AbortSignal;
}

/**
 * Every head of some layers, each knocked out once while the model fills the blank: 12 requests a layer, and two before.
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
    // Below all that can be asked for, nothing is known but that it is less than the last of them.
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

/** What a word that has left the list is drawn at: a thousandth of its probability. */
const mostEffect = Math.log(1000);

export type Measure = 'weight' | 'length';

/** Rank correlation of a measure with the effect, -1..1; undefined before there are enough heads to rank. */
export function correlationWithEffect(heads: readonly HeadReading[], measure: Measure): number | undefined {
  if (heads.length < headCount) return undefined;
  return rankCorrelation(
    heads.map((one) => one[measure]),
    heads.map(({ effect }) => effect),
  );
}

/** Weight of a head that looks at other words nearly alone. */
const much = 0.9;

/** The head whose loss changes the guess most, and of those with much weight on other words the one whose loss changes it least. */
export function extremes(heads: readonly HeadReading[]): { most: HeadReading; idle: HeadReading } | undefined {
  const looking = heads.filter(({ weight }) => weight >= much);
  const [first, idle] = [heads[0], looking[0]];
  if (!first || !idle) return undefined;
  return {
    most: heads.reduce((best, one) => (one.effect > best.effect ? one : best), first),
    idle: looking.reduce((best, one) => (one.effect < best.effect ? one : best), idle),
  };
}

/** The API's names of a head's weight and length at the blank. */
export function measureName(measure: Measure, { question, leftOut }: SweepView, { layer, head }: HeadReading): string {
  const tensor = measure === 'weight' ? 'attentions' : 'attention_norms';
  return `sum(without(${[`${tensor}.${layer}[${head}][${question.blank}]`, ...leftOut].join(', ')}))`;
}
