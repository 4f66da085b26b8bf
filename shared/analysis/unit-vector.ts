import { dot } from '../bert/dot.ts';

/** x / ||x||, [size] -> [size]; the zero vector stays. */
export function unitVector(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}
