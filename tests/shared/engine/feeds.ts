import { Tensor } from '#ort';

const padId = 0;

export type Side = 'left' | 'right';

/** [batch, seqLen] feeds of texts of different lengths, all of token type 0. */
export function padded(texts: readonly (readonly number[])[], side: Side = 'right'): Record<string, Tensor> {
  const seqLen = Math.max(...texts.map(({ length }) => length));
  const pad = (ids: readonly number[], value: number) => {
    const rest = Array<number>(seqLen - ids.length).fill(value);
    return side === 'right' ? [...ids, ...rest] : [...rest, ...ids];
  };
  const feed = (rows: number[][]) => int64(rows.flat(), [texts.length, seqLen]);
  return {
    input_ids: feed(texts.map((ids) => pad(ids, padId))),
    attention_mask: feed(texts.map((ids) => pad(Array(ids.length).fill(1), 0))),
    token_type_ids: feed(texts.map((ids) => pad(Array(ids.length).fill(0), 0))),
  };
}

export function int64(values: readonly number[], dims: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), dims);
}

export function floats(tensor: Tensor): Float32Array {
  return tensor.data as Float32Array;
}

/** The numbers of a [batch, rows...] tensor that stand at these leading indices, as plain numbers. */
export function at({ data, dims }: Tensor, ...indices: readonly number[]): number[] {
  const size = dims.slice(indices.length).reduce((product, dim) => product * dim, 1);
  const index = indices.reduce((sum, value, axis) => sum * dims[axis] + value, 0);
  return [...(data as Float32Array).subarray(index * size, (index + 1) * size)];
}
