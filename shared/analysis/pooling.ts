/** The tokens from `first` up to, not including, `end`. */
export interface TokenRange {
  readonly first: number;
  readonly end: number;
}

/**
 * mean: m[i] = sum_t x[t, i] / count        max: m[i] = max_t x[t, i]        over the tokens t of a range
 *
 * states x [n, size], one vector a token -> [size]. The mean of a range of one token is its vector. Sums are float64, in
 * the order of the tokens. A text's vector in Reimers and Gurevych 2019 is the mean over all of its tokens; of BERT's own
 * `[CLS]`, the range 0 to 1. The mean over a part of a text that was read whole is late chunking: Günther et al. 2024.
 * @throws RangeError where the range has no token or reaches beyond the states.
 */
export function pooled(
  states: Float32Array,
  size: number,
  { first, end }: TokenRange,
  pooling: 'mean' | 'max',
): Float32Array {
  if (!(first >= 0 && first < end && end * size <= states.length)) {
    throw new RangeError(`expected tokens of 0 to ${states.length / size}, found ${first} to ${end}`);
  }
  const start = pooling === 'mean' ? 0 : Number.NEGATIVE_INFINITY;
  const vector = new Float64Array(size).fill(start);
  for (let t = first; t < end; t++) {
    for (let i = 0; i < size; i++) {
      const value = states[t * size + i];
      vector[i] = pooling === 'mean' ? vector[i] + value : Math.max(vector[i], value);
    }
  }
  const count = pooling === 'mean' ? end - first : 1;
  return Float32Array.from(vector, (value) => value / count);
}
