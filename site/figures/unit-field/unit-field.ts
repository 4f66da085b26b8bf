import type { Token } from '../../../shared/tokenizer/token.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import { plainNumbers, type Trace, tokenWithin, traceRow } from '../../model/trace.ts';

/** A unit of a feed-forward network, with its activation after GELU at one token. */
export interface Unit {
  readonly unit: number;
  readonly answer: number;
}

/** How much of all activations the strongest few make up. */
export interface StrongShare {
  /** Number of those units. */
  readonly count: number;
  /** Their share of the sum of squares of all activations, 0..1. */
  readonly share: number;
  /** A number between the last of these units and the next, so that a name can select those above it. */
  readonly least: number;
}

/** The units of one layer for one token. */
export interface UnitFieldView extends Pick<ReaderPlace, 'layer' | 'token'> {
  readonly tokens: readonly Pick<Token, 'text' | 'special'>[];
  /** The units that are drawn, the strongest first. */
  readonly strongest: readonly Unit[];
  /** The largest activation at any word of the sentence, which has the largest dot. */
  readonly domain: number;
  readonly shares: readonly StrongShare[];
  /** Index of the chosen unit; below, its activation at each token. */
  readonly unit: number;
  readonly answers: readonly number[];
}

export const unitCount = 3072;
/** Columns of the field, in which units run row by row. */
export const columns = 64;
export const rows = unitCount / columns;
/** The most dots that are drawn; the others would be too small to see. */
const mostDrawn = 300;
/** Choices of how many of the strongest units stand out. */
export const counts: readonly number[] = [1, 3, 10, 30, 100, 300, 1000];

export const unitFieldNames = ({ layer }: Pick<ReaderPlace, 'layer'>): readonly string[] => [`intermediate.${layer}`];

/** @param unit index of the unit that the reader chose; the strongest where absent */
export function unitFieldView(trace: Trace, place: ReaderPlace, unit?: number): UnitFieldView {
  const token = tokenWithin(trace, place);
  const [name] = unitFieldNames(place);
  const row = (of: number) => traceRow(trace, name!, of);
  const sorted = byAnswer(row(token));
  const looked = unit ?? sorted[0]!.unit;
  const words = trace.tokens.flatMap(({ special }, at) => (special && at !== token ? [] : [at]));
  return {
    tokens: trace.tokens.map(({ text, special }) => ({ text, special })),
    layer: place.layer,
    token,
    strongest: sorted.slice(0, mostDrawn).filter(({ answer }) => answer > 0),
    domain: Math.max(...words.map((at) => row(at).reduce((most, answer) => Math.max(most, answer), 0))),
    shares: strongShares(sorted.map(({ answer }) => answer)),
    unit: looked,
    answers: plainNumbers(trace.tokens.map((_, at) => row(at)[looked]!)),
  };
}

function byAnswer(answers: Float32Array): Unit[] {
  return plainNumbers(answers)
    .map((answer, unit) => ({ unit, answer }))
    .sort((a, b) => b.answer - a.answer);
}

/** @param sorted answers, largest first */
export function strongShares(sorted: readonly number[]): StrongShare[] {
  const squares = sorted.map((answer) => answer ** 2);
  const all = squares.reduce((sum, square) => sum + square, 0) || 1;
  return counts
    .filter((count) => count < sorted.length)
    .map((count) => ({
      count,
      share: squares.slice(0, count).reduce((sum, square) => sum + square, 0) / all,
      least: Number(((sorted[count - 1]! + sorted[count]!) / 2).toPrecision(9)),
    }));
}

/** How the API names the share of the units above `least` in the sum of squares. */
export function shareName({ layer, token }: Pick<UnitFieldView, 'layer' | 'token'>, least: number): string {
  const row = `intermediate.${layer}[${token}]`;
  return `sum((${row} > ${least}) * ${row} * ${row}) / (${row} . ${row})`;
}

/** Middle of a unit's cell, in cells. */
export const centreOf = (unit: number) => ({ x: (unit % columns) + 0.5, y: Math.floor(unit / columns) + 0.5 });

/** Radius of a dot, in cells: its area is proportional to the activation. */
export function radiusOf(answer: number, domain: number): number {
  return 1.25 * Math.sqrt(Math.min(1, Math.max(0, answer) / (domain || 1)));
}

/** The unit whose dot covers a point, in cells; of several the strongest, of none the unit of that cell. */
export function unitAt(
  x: number,
  y: number,
  { strongest, domain }: Pick<UnitFieldView, 'strongest' | 'domain'>,
): number {
  const covering = strongest.find(({ unit, answer }) => {
    const centre = centreOf(unit);
    return Math.hypot(centre.x - x, centre.y - y) <= Math.max(0.9, radiusOf(answer, domain));
  });
  const clamp = (value: number, size: number) => Math.min(size - 1, Math.max(0, Math.floor(value)));
  return covering?.unit ?? clamp(y, rows) * columns + clamp(x, columns);
}
