import type { Token } from '../../shared/tokenizer/token.ts';
import type { ReaderPlace } from './reader-place.ts';

/** One tensor of a trace, row-major. */
export interface TraceTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** The tensors of one text that a figure asked for, as `POST /v1/trace` names them. */
export interface Trace {
  readonly tokens: readonly Token[];
  readonly tensors: Readonly<Record<string, TraceTensor>>;
}

/** What a figure fetches, and what it shows of it: the same code for its first paint and for the reader's sentence. */
export interface FigureView<View> {
  /** Names of `POST /v1/trace`; `*` for all layers is spelled out. */
  readonly names: (place: ReaderPlace) => readonly string[];
  /** What is drawn, in plain numbers, so that it can travel in a page. */
  readonly view: (trace: Trace, place: ReaderPlace) => View;
}

/** A part of a tensor: `traceRow(trace, 'query.8', 10, 3)` is row [10, 3, :] of `query.8`. @throws Error when absent */
export function traceRow(trace: Trace, name: string, ...index: readonly number[]): Float32Array {
  const tensor = trace.tensors[name];
  if (!tensor) throw new Error(`expected ${name} in the trace, found ${Object.keys(trace.tensors)}`);
  const { shape, data } = tensor;
  const size = shape.slice(index.length).reduce((product, length) => product * length, 1);
  const start = index.reduce((sum, at, axis) => sum * shape[axis]! + at, 0) * size;
  return data.subarray(start, start + size);
}

/** A row as plain numbers: 9 significant digits, which give back the same float32. */
export function plainNumbers(row: Iterable<number>): number[] {
  return Array.from(row, (value) => Number(value.toPrecision(9)));
}

/** The reader's token, or the last one where a text is shorter. */
export function tokenWithin({ tokens }: Trace, { token }: ReaderPlace): number {
  return Math.min(token, tokens.length - 1);
}
