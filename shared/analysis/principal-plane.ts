/** The plane in which vectors of `size` numbers differ most. */
export interface PrincipalPlane {
  /** Two unit vectors at right angles, [size] each; the first is the direction of most variance. */
  readonly axes: readonly [Float64Array, Float64Array];
  /** Where the mean of all vectors lies on the axes: it becomes (0, 0). */
  readonly origin: readonly [number, number];
  /** Share of the variance that is left in the plane, 0..1. */
  readonly share: number;
}

const mostRounds = 1000;
const settled = 1e-12;

/**
 * The first two principal components of vectors, `count` times [size]: no other plane keeps more of their variance.
 *
 * By power iteration on the covariance, the second axis held at right angles to the first. Each axis points to where its
 * component of largest magnitude is positive, so that the same vectors give the same picture.
 *
 * Pearson 1901, "On lines and planes of closest fit to systems of points in space".
 * @throws RangeError when there are fewer than three vectors.
 */
export function principalPlane(vectors: readonly Float32Array[]): PrincipalPlane {
  if (vectors.length < 3) throw new RangeError(`expected at least three vectors, found ${vectors.length}`);
  const mean = meanOf(vectors);
  const centred = vectors.map((vector) => Float64Array.from(vector, (value, i) => value - mean[i]));
  const first = mainDirection(centred);
  const second = mainDirection(centred, first);
  const along = (axis: Float64Array) => centred.reduce((sum, vector) => sum + product(vector, axis) ** 2, 0);
  const total = centred.reduce((sum, vector) => sum + product(vector, vector), 0);
  return {
    axes: [first, second],
    origin: [product(mean, first), product(mean, second)],
    share: total === 0 ? 0 : (along(first) + along(second)) / total,
  };
}

/** Where a vector [size] lies in the plane. */
export function placeInPlane(
  { axes, origin }: Pick<PrincipalPlane, 'axes' | 'origin'>,
  vector: Float32Array,
): [x: number, y: number] {
  return [product(vector, axes[0]) - origin[0], product(vector, axes[1]) - origin[1]];
}

/** The unit vector along which centred vectors vary most, at right angles to `other` if there is one. */
function mainDirection(centred: readonly Float64Array[], other?: Float64Array): Float64Array {
  let axis = unit(withoutPart(longest(centred, other), other));
  for (let round = 0; round < mostRounds; round++) {
    const turned = new Float64Array(axis.length);
    for (const vector of centred) {
      const part = product(vector, axis);
      for (let i = 0; i < turned.length; i++) turned[i] += part * vector[i];
    }
    const next = unit(withoutPart(turned, other));
    const change = 1 - Math.abs(product(next, axis));
    axis = next;
    if (change < settled) break;
  }
  const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}

/** A vector to begin with that is not at right angles to what is looked for, in all but contrived cases. */
function longest(centred: readonly Float64Array[], other: Float64Array | undefined): Float64Array {
  const lengths = centred.map((vector) => {
    const rest = withoutPart(vector, other);
    return product(rest, rest);
  });
  return centred[lengths.indexOf(Math.max(...lengths))];
}

function withoutPart(vector: Float64Array, other: Float64Array | undefined): Float64Array {
  if (!other) return vector;
  const part = product(vector, other);
  return vector.map((value, i) => value - part * other[i]);
}

function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(product(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}

function meanOf(vectors: readonly Float32Array[]): Float64Array {
  const sums = new Float64Array(vectors[0].length);
  for (const vector of vectors) {
    for (let i = 0; i < sums.length; i++) sums[i] += vector[i];
  }
  return sums.map((sum) => sum / vectors.length);
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
