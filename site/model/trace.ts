import type { Token } from '../../shared/tokenizer/token.ts';
import type { ReaderPlace } from './reader-place.ts';

/** One tensor of a trace, row-major. */
export interface TraceTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The tensors of one text that a figure asked for, named as in `POST /v1/trace`. */
export interface Trace {
  readonly tokens: readonly Token[];
  readonly tensors: Readonly<Record<string, TraceTensor>>;
}

/** What a figure fetches, and what it shows of it. The first paint and the reader's sentence use the same code. */
export interface FigureView<View> {
  /** Names of tensors, with `*` for all layers spelled out. */
  readonly names: (place: ReaderPlace) => readonly string[];
  /** What is drawn, in plain numbers, so that it can be part of a page's HTML. */
  readonly view: (trace: Trace, place: ReaderPlace) => View;
}

/**
 * A row of a tensor: `traceRow(trace, 'query.8', 10, 3)` is [10, 3, :] of `query.8`.
 * @throws Error when the trace does not hold it
 */
export function traceRow(trace: Trace, name: string, ...index: readonly number[]): Float32Array {
  const tensor = trace.tensors[name];
  if (!tensor) throw new Error(`expected ${name} in the trace, found ${Object.keys(trace.tensors)}`);
  const { shape, data } = tensor;
  const size = shape.slice(index.length).reduce((product, length) => product * length, 1);
  const start = index.reduce((sum, at, axis) => sum * shape[axis]! + at, 0) * size;
  return data.subarray(start, start + size);
}

/** A row as plain numbers of 9 significant digits, from which the same float32 can be read back. */
export function plainNumbers(row: Iterable<number>): number[] {
  return Array.from(row, (value) => Number(value.toPrecision(9)));
}

/** The reader's token, or the last one where this text is shorter. */
export function tokenWithin({ tokens }: Trace, { token }: ReaderPlace): number {
  return Math.min(token, tokens.length - 1);
}
