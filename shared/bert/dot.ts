/**
 * a . b = sum_i a[i] b[i], summed in float64.
 *
 * Two vectors of the same size. Large where they point in the same direction, 0 where they are at
 * right angles.
 */
export function dot(a: Float32Array | Float64Array, b: Float32Array | Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
