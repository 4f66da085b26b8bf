/**
 * matrix [count, size] as views of its rows.
 * @throws RangeError when the numbers do not fill whole rows.
 */
export function matrixRows(matrix: Float32Array, size: number): Float32Array[] {
  const count = matrix.length / size;
  if (!Number.isInteger(count))
    throw new RangeError(`expected rows of ${size} numbers, found ${matrix.length} numbers`);
  return Array.from({ length: count }, (_, row) => matrix.subarray(row * size, (row + 1) * size));
}
