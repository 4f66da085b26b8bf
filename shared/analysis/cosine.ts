import { dot } from '../bert/dot.ts';
import { matrixRows } from './matrix-rows.ts';

/**
 * cos(a, b) = a . b / (||a|| ||b||)
 *
 * -1 (opposite) to 1 (same direction), whatever the lengths; 0 where one of the two is the zero vector.
 * @throws RangeError when the two have different lengths.
 */
export function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`expected vectors of one size, found ${a.length} and ${b.length}`);
  const lengths = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
  return lengths === 0 ? 0 : Math.min(1, Math.max(-1, dot(a, b) / lengths));
}

/**
 * drift[l, t] = cos(h_l[t], h_0[t])
 *
 * How much each token's vector still points where it did before the first layer. hiddenStates, layers + 1 times
 * [n, hiddenSize] -> layers + 1 times [n], -1 to 1; the first holds ones.
 * @throws RangeError when the hidden states have different sizes or do not fill whole rows.
 */
export function drift(hiddenStates: readonly Float32Array[], hiddenSize: number): Float32Array[] {
  return hiddenStates.map((states) => {
    const input = matrixRows(hiddenStates[0], hiddenSize);
    const vectors = matrixRows(states, hiddenSize);
    if (vectors.length === input.length) return Float32Array.from(vectors, (vector, t) => cosine(vector, input[t]));
    throw new RangeError(`expected ${input.length} tokens in every layer, found ${vectors.length}`);
  });
}
