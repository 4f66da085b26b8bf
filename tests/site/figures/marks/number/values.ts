import type { Index } from './nodes.ts';

/** Numbers of any shape, row-major; a single one has the shape []. */
export interface Value {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export function scalar(value: number): Value {
  return { shape: [], data: Float64Array.of(value) };
}

export function tensorValue(shape: readonly number[], data: ArrayLike<number>): Value {
  return { shape, data: Float64Array.from(data) };
}

/** Parts along the first axis. */
export function slices({ shape, data }: Value): Value[] {
  const [count = 1, ...rest] = shape;
  const size = data.length / count;
  return Array.from({ length: count }, (_, at) => ({ shape: rest, data: data.subarray(at * size, (at + 1) * size) }));
}

export function stack(parts: readonly Value[]): Value {
  return {
    shape: [parts.length, ...(parts[0]?.shape ?? [])],
    data: Float64Array.from(parts.flatMap(({ data }) => [...data])),
  };
}

/** `x[i][*]...` @throws Error when an index is out of range or there are more than axes */
export function pick(value: Value, [first, ...rest]: readonly Index[]): Value {
  if (first === undefined) return value;
  if (value.shape.length === 0) throw new Error(`expected an axis for [${first}], found a single number`);
  const parts = slices(value);
  if (first === '*') return stack(parts.map((part) => pick(part, rest)));
  const part = parts[first];
  if (!part) throw new Error(`expected an index below ${parts.length}, found ${first}`);
  return pick(part, rest);
}

export function map({ shape, data }: Value, change: (value: number) => number): Value {
  return { shape, data: data.map(change) };
}

/** Element by element; a single number goes with any shape. @throws Error when shapes do not fit */
export function zip(a: Value, b: Value, combine: (a: number, b: number) => number): Value {
  if (a.shape.length === 0) return map(b, (value) => combine(a.data[0]!, value));
  if (b.shape.length === 0) return map(a, (value) => combine(value, b.data[0]!));
  if (String(a.shape) !== String(b.shape)) throw new Error(`expected the shape [${a.shape}], found [${b.shape}]`);
  return { shape: a.shape, data: a.data.map((value, at) => combine(value, b.data[at]!)) };
}

export function sum({ data }: Value): number {
  return data.reduce((total, value) => total + value, 0);
}

/** Vector times vector, or the sum of a matrix's rows, each times its number of the vector. */
export function dot(a: Value, b: Value): Value {
  if (a.shape.length !== 1 || a.shape[0] !== b.shape[0]) {
    throw new Error(`expected a vector and as many rows, found [${a.shape}] and [${b.shape}]`);
  }
  const rows = slices(b).map((row, at) => map(row, (value) => value * a.data[at]!));
  return rows.reduce((total, row) => zip(total, row, (x, y) => x + y));
}

export function length(value: Value): number {
  return Math.sqrt(sum(map(value, (x) => x * x)));
}

/** Of two vectors, or row by row of two matrices. */
export function cosines(a: Value, b: Value): Value {
  if (a.shape.length > 1) return stack(slices(a).map((row, at) => cosines(row, slices(b)[at]!)));
  return scalar(dot(a, b).data[0]! / (length(a) * length(b)));
}
