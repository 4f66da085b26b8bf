/** The tokens that a split of a score follows: the one that asks, the one that answers, and the mean over all keys. */
export const places = ['from', 'to', 'mean'] as const;

/** Something of each of them. */
export type AtPlaces<T = Float64Array> = Readonly<Record<(typeof places)[number], T>>;

/** The pair of tokens, and the number of tokens of the text. */
export interface FollowedPair {
  readonly from: number;
  readonly to: number;
  readonly seqLen: number;
}

/**
 * scales[i][t] = product over the LayerNorms j >= i of 1 / d_j(t)
 *
 * divisors d [norms][seqLen] -> [norms + 1][seqLen], the last all 1: what a vector that is added before LayerNorm i is
 * divided by, at token t, on its way through all of them.
 */
export function remainingScales(divisors: readonly Float64Array[], seqLen: number): Float64Array[] {
  const scales = [new Float64Array(seqLen).fill(1)];
  for (const divisor of divisors.toReversed()) scales.unshift(scales[0].map((scale, t) => scale / divisor[t]));
  return scales;
}

/** d(t) = sqrt(variance(x_t) + eps) of one token's vector before LayerNorm. */
export function layerNormDivisor(vector: ArrayLike<number>, eps: number): number {
  let [sum, squares] = [0, 0];
  for (let i = 0; i < vector.length; i++) sum += vector[i];
  const mean = sum / vector.length;
  for (let i = 0; i < vector.length; i++) squares += (vector[i] - mean) ** 2;
  return Math.sqrt(squares / vector.length + eps);
}

/** Vectors of size `size` at the places, from the rows of all tokens as they come, in stretches and in any order. */
export class FollowedRows {
  readonly vectors: AtPlaces;
  readonly #pair: FollowedPair;
  readonly #scale: Float64Array;

  /** @param scale [seqLen], what each token's numbers are multiplied by */
  constructor(size: number, pair: FollowedPair, scale: Float64Array) {
    const vector = () => new Float64Array(size);
    this.vectors = { from: vector(), to: vector(), mean: vector() };
    this.#pair = pair;
    this.#scale = scale;
  }

  /** Numbers of token `token` that stand in its row from `column` on. */
  add(token: number, column: number, values: ArrayLike<number>): void {
    const { from, to, seqLen } = this.#pair;
    const scale = this.#scale[token];
    for (let i = 0; i < values.length; i++) this.vectors.mean[column + i] += (scale * values[i]) / seqLen;
    for (const [vector, followed] of [
      [this.vectors.from, from],
      [this.vectors.to, to],
    ] as const) {
      if (token === followed) for (let i = 0; i < values.length; i++) vector[column + i] = scale * values[i];
    }
  }
}

/** The scale at the places: what a bias, the same for every token, is multiplied by. */
export function scaleAtPlaces(scale: Float64Array, { from, to }: FollowedPair): AtPlaces<number> {
  return { from: scale[from], to: scale[to], mean: scale.reduce((sum, each) => sum + each, 0) / scale.length };
}
