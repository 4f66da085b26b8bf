import { seededRandom } from '../shared/engine/random.ts';

/** Numbers in [-1, 1) that are the same on every run. */
export function randomNumbers(length: number, seed = 1): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length }, () => 2 * random.uniform() - 1);
}

/** H[i, j] = mean_t x[t, i] x[t, j] of x [tokens, size]: plain loops, the whole matrix. */
export function momentOf(x: ArrayLike<number>, size: number): Float64Array {
  const tokens = x.length / size;
  return Float64Array.from({ length: size * size }, (_, k) => {
    const [i, j] = [Math.floor(k / size), k % size];
    let sum = 0;
    for (let t = 0; t < tokens; t++) sum += x[t * size + i] * x[t * size + j];
    return sum / tokens;
  });
}

/** x [tokens, size] whose channels are mixtures of a quarter as many sources, and differ in loudness by a factor of 10. */
export function correlatedInputs(tokens: number, size: number): Float64Array {
  const sources = size / 4;
  const source = randomNumbers(tokens * sources, 2);
  const mixing = randomNumbers(sources * size, 3);
  const noise = randomNumbers(tokens * size, 4);
  return noise.map((value, k) => {
    const [t, i] = [Math.floor(k / size), k % size];
    let mixed = 0.3 * value;
    for (let s = 0; s < sources; s++) mixed += source[t * sources + s] * mixing[s * size + i];
    return mixed * 10 ** (((i * 7) % size) / size);
  });
}
