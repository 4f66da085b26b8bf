/** A dense row-major float32 tensor: `data.length` is the product of `shape`. */
export interface FloatTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A tensor of this shape, filled with 0. */
export function zeros(...shape: number[]): FloatTensor {
  return { shape, data: new Float32Array(shape.reduce((product, size) => product * size, 1)) };
}

/** x[i] of a matrix, x[h, i] of a stack of matrices: a view of the numbers along the last axis, not a copy. */
export function row({ shape, data }: FloatTensor, ...indices: readonly number[]): Float32Array {
  let index = 0;
  for (let axis = 0; axis < indices.length; axis++) index = index * shape[axis] + indices[axis];
  const size = shape[shape.length - 1];
  return data.subarray(index * size, (index + 1) * size);
}
