import { type SoftmaxView, softmaxSteps } from '../softmax/softmax-row.ts';

/** The reader's changes to a row. The model's own row is divided by 8, with nothing added and nothing pulled. */
export interface Change {
  /** What the products of query and key are divided by. */
  readonly divisor: number;
  /** Added to every score. */
  readonly added: number;
  /** One score that was pulled to another place on the model's own scale. */
  readonly pulled?: { readonly key: number; readonly to: number } | undefined;
}

/** sqrt(headSize), by which the model divides. */
export const modelDivisor = 8;
export const divisors: readonly number[] = [1, 2, 4, 8, 16, 32, 64];
export const unchanged: Change = { divisor: modelDivisor, added: 0 };

/** Everything that the picture of a row is drawn from, so that one row can move into another. */
export interface Pouring {
  /** [seqLen], on the model's scale: divided by 8, with nothing added. */
  readonly scores: readonly number[];
  /** The scores are multiplied by this, then `added` is added. */
  readonly factor: number;
  readonly added: number;
  /** Ends of the ruler, on the model's scale. */
  readonly low: number;
  readonly high: number;
}

/** One token in the picture. All but `key` are 0..1; heights count from the bottom. */
export interface Drop {
  readonly key: number;
  /** Position of its score on the ruler. */
  readonly x: number;
  /** exp(score - largest score), the height of its dot on the curve. */
  readonly height: number;
  /** Its weight, the thickness of its layer in the vessel. */
  readonly share: number;
  /** Lower edge of its layer; the largest layer lies on top. */
  readonly bottom: number;
}

/** Step in which a score is pulled; the ruler ends at multiples of it. */
export const pullStep = 0.05;

/** Room on the ruler beyond the scores, as shares of their range, so that a score can be pulled there. */
const room = { below: 0.1, above: 0.22 };

/**
 * A row with the reader's changes. The ruler follows the model's own scores, so it stays where it is while a score is
 * pulled.
 */
export function pouringOf({ scores }: Pick<SoftmaxView, 'scores'>, { divisor, added, pulled }: Change): Pouring {
  const [least, most] = [Math.min(...scores), Math.max(...scores)];
  const range = most - least || 1;
  return {
    scores: scores.map((score, key) => (key === pulled?.key ? pulled.to : score)),
    factor: modelDivisor / divisor,
    added,
    low: steps(Math.floor((least - room.below * range) / pullStep)),
    high: steps(Math.ceil((most + room.above * range) / pullStep)),
  };
}

const steps = (count: number) => Number((count * pullStep).toFixed(2));

/** Interpolates between two rows of the same length. */
export function between(from: Pouring, to: Pouring): (part: number) => Pouring {
  const mix = (a: number, b: number, part: number) => a + (b - a) * part;
  return (part) => ({
    scores: to.scores.map((score, key) => mix(from.scores[key] ?? score, score, part)),
    // Interpolated in its logarithm, because what the eye compares is how often the factor doubles.
    factor: Math.exp(mix(Math.log(from.factor), Math.log(to.factor), part)),
    added: mix(from.added, to.added, part),
    low: mix(from.low, to.low, part),
    high: mix(from.high, to.high, part),
  });
}

/** Every token's dot and layer: [seqLen] */
export function dropsOf({ scores, factor, added, low, high }: Pouring): Drop[] {
  const { exponentials, weights } = softmaxSteps(scores.map((score) => factor * score + added));
  const order = scores.map((_, key) => key).sort((a, b) => weights[a]! - weights[b]! || b - a);
  const bottoms = new Map<number, number>();
  let filled = 0;
  for (const key of order) {
    bottoms.set(key, filled);
    filled += weights[key]!;
  }
  return scores.map((score, key) => ({
    key,
    x: (score - low) / (high - low),
    height: exponentials[key]!,
    share: weights[key]!,
    bottom: bottoms.get(key)!,
  }));
}

/** Height of the curve at a position of the ruler: exp(score - largest score), at most 1. */
export function curveAt({ scores, factor, low, high }: Pouring, x: number): number {
  const score = low + x * (high - low);
  return Math.min(1, Math.exp(factor * (score - Math.max(...scores))));
}

/** Width and height of the plot's drawing, which is stretched to its place. */
export const side = 1000;
const samples = 100;
/** The curve is steepest at its right end, so the samples are closer there. */
const closer = 2.5;

/** The curve of exp from the left end of the ruler to the largest score. */
export function curvePath(pouring: Pouring): string {
  const end = (Math.max(...pouring.scores) - pouring.low) / (pouring.high - pouring.low);
  const points = Array.from({ length: samples + 1 }, (_, index) => {
    const x = end * (1 - (1 - index / samples) ** closer);
    return `${round(x * side)} ${round((1 - curveAt(pouring, x)) * side)}`;
  });
  return `M${points.join('L')}`;
}

/** The path from a dot's height at the left to its layer at the right, in a drawing of `side` by `side`. */
export function fanPath({ height, share, bottom }: Drop): string {
  const from = round((1 - height) * side);
  const [top, base] = [round((1 - bottom - share) * side), round((1 - bottom) * side)];
  const half = side / 2;
  return `M0 ${from}C${half} ${from} ${half} ${top} ${side} ${top}V${base}C${half} ${base} ${half} ${from} 0 ${from}Z`;
}

/** A number on the ruler. Every second one is minor, and is left out where room is short. */
export interface Tick {
  readonly value: number;
  /** 0..1 */
  readonly x: number;
  readonly isMinor: boolean;
}

/** A share, 0..1, as a CSS length. */
export const percent = (part: number): string => `${Math.round(part * 1e4) / 100}%`;

/** Four to eight round numbers at equal distances. */
export function rulerTicks({ factor, added, low, high }: Pouring, about = 8): Tick[] {
  const [first, last] = [factor * low + added, factor * high + added];
  const raw = (last - first) / about;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((one) => one * power >= raw) ?? 10);
  const count = Math.floor(last / step) - Math.ceil(first / step) + 1;
  return Array.from({ length: count }, (_, index) => {
    const steps = Math.ceil(first / step) + index;
    const value = Number((steps * step).toPrecision(6));
    return { value, x: (value - first) / (last - first), isMinor: steps % 2 !== 0 };
  });
}

/** How the API names a token's share, also for a row that the reader has changed. */
export function shareName(
  { layer, head, token }: SoftmaxView,
  { divisor, added, pulled }: Change,
  key: number,
): string {
  if (divisor === modelDivisor && added === 0 && !pulled) return `attentions.${layer}[${head}][${token}][${key}]`;
  const factor = modelDivisor / divisor;
  const row = `attention_scores.${layer}[${head}][${token}]`;
  if (!pulled) return `softmax(${factor} * ${row} + ${added})[${key}]`;
  // A number added to all scores cancels out, so it is left out of the name.
  const own = `exp(${factor} * ${pulled.to})`;
  const sum = `(sum(exp(${factor} * without(${row}, ${pulled.key}))) + ${own})`;
  return key === pulled.key ? `${own} / ${sum}` : `exp(${factor} * ${row}[${key}]) / ${sum}`;
}

const round = (value: number) => Math.round(value * 10) / 10;
