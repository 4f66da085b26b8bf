import { type SoftmaxView, softmaxSteps } from '../softmax/softmax-row.ts';

/** What the reader has made of a row; the model's own has the division by 8, nothing added and nothing pulled. */
export interface Change {
  /** What the products of query and key are divided by. */
  readonly divisor: number;
  /** Added to every score. */
  readonly added: number;
  /** One score, pulled to another place on the model's own scale. */
  readonly pulled?: { readonly key: number; readonly to: number } | undefined;
}

/** sqrt(headSize): the model's division. */
export const modelDivisor = 8;
export const divisors: readonly number[] = [64, 32, 16, 8, 4, 2, 1];
export const unchanged: Change = { divisor: modelDivisor, added: 0 };

/** A row of scores on its way: everything that the picture is drawn from, so that it can move from one row to the next. */
export interface Pouring {
  /** [seqLen], on the model's scale: divided by 8, with nothing added. */
  readonly scores: readonly number[];
  /** The scores are multiplied by it, then `added` is added. */
  readonly factor: number;
  readonly added: number;
  /** Ends of the ruler, on the model's scale. */
  readonly low: number;
  readonly high: number;
}

/** One token in the picture; all but `key` 0..1, heights from the bottom. */
export interface Drop {
  readonly key: number;
  /** Place of its score on the ruler. */
  readonly x: number;
  /** exp(score - largest score): how high its dot lies on the curve. */
  readonly height: number;
  /** Its weight: how thick its layer in the vessel is. */
  readonly share: number;
  /** Where its layer begins; the largest lies on top. */
  readonly bottom: number;
}

/** How exact a score is pulled; the ruler ends at multiples of it. */
export const pullStep = 0.05;

/** Room on the ruler beside the scores, in parts of their range: a score can be pulled that far. */
const room = { below: 0.1, above: 0.22 };

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

/** Part of the way from one row to another of the same length. */
export function between(from: Pouring, to: Pouring): (part: number) => Pouring {
  const mix = (a: number, b: number, part: number) => a + (b - a) * part;
  return (part) => ({
    scores: to.scores.map((score, key) => mix(from.scores[key] ?? score, score, part)),
    // Factors are told apart by how often they double.
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

/** Height of the curve over a place on the ruler, 0..1 at most: exp(score - largest score). */
export function curveAt({ scores, factor, low, high }: Pouring, x: number): number {
  const score = low + x * (high - low);
  return Math.min(1, Math.exp(factor * (score - Math.max(...scores))));
}

/** The drawing of the plot is so wide and high; it is stretched to its place. */
export const side = 1000;
const samples = 100;
/** The curve is steepest at its end: samples lie the closer, the nearer they are to it. */
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

/** From the height of a dot at the left to its layer at the right, in a drawing as wide and high as `side`. */
export function fanPath({ height, share, bottom }: Drop): string {
  const from = round((1 - height) * side);
  const [top, base] = [round((1 - bottom - share) * side), round((1 - bottom) * side)];
  const half = side / 2;
  return `M0 ${from}C${half} ${from} ${half} ${top} ${side} ${top}V${base}C${half} ${base} ${half} ${from} 0 ${from}Z`;
}

/** A number on the ruler; every second one is minor, and is left out where there is little room. */
export interface Tick {
  readonly value: number;
  /** 0..1 */
  readonly x: number;
  readonly isMinor: boolean;
}

/** A part, 0..1, of a length in CSS. */
export const percent = (part: number): string => `${Math.round(part * 1e4) / 100}%`;

/** Four to eight numbers, a round step apart. */
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

/** The API's name of a token's share, for a row that has been changed as well. */
export function shareName(
  { layer, head, token }: SoftmaxView,
  { divisor, added, pulled }: Change,
  key: number,
): string {
  if (divisor === modelDivisor && added === 0 && !pulled) return `attentions.${layer}[${head}][${token}][${key}]`;
  const factor = modelDivisor / divisor;
  const row = `attention_scores.${layer}[${head}][${token}]`;
  if (!pulled) return `softmax(${factor} * ${row} + ${added})[${key}]`;
  // What is added to all scores cancels, and would only make the numbers large.
  const own = `exp(${factor} * ${pulled.to})`;
  const sum = `(sum(exp(${factor} * without(${row}, ${pulled.key}))) + ${own})`;
  return key === pulled.key ? `${own} / ${sum}` : `exp(${factor} * ${row}[${key}]) / ${sum}`;
}

const round = (value: number) => Math.round(value * 10) / 10;
