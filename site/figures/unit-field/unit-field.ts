import type { Token } from '../../../shared/tokenizer/token.ts';
import type { ReaderPlace } from '../../model/reader-place.ts';
import { plainNumbers, type Trace, tokenWithin, traceRow } from '../../model/trace.ts';

/** A unit of a feed-forward network and what it answers to one token, after GELU. */
export interface Unit {
  readonly unit: number;
  readonly answer: number;
}

/** How much of all answers the strongest few make. */
export interface StrongShare {
  /** The strongest so many. */
  readonly count: number;
  /** Of the sum of the squares of all answers, 0..1. */
  readonly share: number;
  /** A number between the last of them and the next: who answers with more is one of them. */
  readonly least: number;
}

/** The units of one layer for one token. */
export interface UnitFieldView extends Pick<ReaderPlace, 'layer' | 'token'> {
  readonly tokens: readonly Pick<Token, 'text' | 'special'>[];
  /** Those that are drawn, the strongest first. */
  readonly strongest: readonly Unit[];
  /** The strongest answer to any word of the sentence: the largest dot. */
  readonly domain: number;
  readonly shares: readonly StrongShare[];
  /** The unit that is looked at, and its answer to each token. */
  readonly unit: number;
  readonly answers: readonly number[];
}

export const unitCount = 3072;
/** Cells of the field: units row by row. */
export const columns = 64;
export const rows = unitCount / columns;
/** Dots that are drawn: the rest answer so weakly that nobody would see them. */
const mostDrawn = 300;
/** The strongest so many, as the dial says. */
export const counts: readonly number[] = [1, 3, 10, 30, 100, 300, 1000];

export const unitFieldNames = ({ layer }: Pick<ReaderPlace, 'layer'>): readonly string[] => [`intermediate.${layer}`];

/** @param unit the one that the reader looks at; the strongest where absent */
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

/** The API's name of the share that the units above `least` make of the sum of squares. */
export function shareName({ layer, token }: Pick<UnitFieldView, 'layer' | 'token'>, least: number): string {
  const row = `intermediate.${layer}[${token}]`;
  return `sum((${row} > ${least}) * ${row} * ${row}) / (${row} . ${row})`;
}

/** Middle of a unit's cell, in cells. */
export const centreOf = (unit: number) => ({ x: (unit % columns) + 0.5, y: Math.floor(unit / columns) + 0.5 });

/** Radius of a dot, in cells: its area is as large as the answer. */
export function radiusOf(answer: number, domain: number): number {
  return 1.25 * Math.sqrt(Math.min(1, Math.max(0, answer) / (domain || 1)));
}

/** The unit whose dot covers a point, in cells, the strongest of several; else the one of that cell. */
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
