/** Places of things in a plane. */
export interface StressLayout {
  readonly places: readonly (readonly [number, number])[];
  /** sqrt(sum (d_ij - D_ij)^2 / sum d_ij^2): 0 where distances in the plane are those that were asked for; Kruskal 1964. */
  readonly stress: number;
}

const mostRounds = 1000;
const settled = 1e-9;

/**
 * Places whose distances d_ij follow the distances D_ij that are asked for: multidimensional scaling by majorization,
 *
 *   X <- (1 / n) B(X) X        B_ij = -D_ij / d_ij (i != j), B_ii = -sum_{j != i} B_ij
 *
 * from the places given; no step raises the sum of (d_ij - D_ij)^2. The result is centred, and turned by nothing: the same
 * distances and beginning give the same places. de Leeuw 1977, "Applications of convex analysis to multidimensional
 * scaling" (SMACOF).
 * @param distances [n, n], symmetric, 0 on the diagonal
 * @param start [n] places, no two the same
 * @throws RangeError when their sizes do not fit
 */
export function stressLayout(distances: Float64Array, start: readonly (readonly [number, number])[]): StressLayout {
  const n = start.length;
  if (distances.length !== n * n) {
    throw new RangeError(`expected distances [${n}, ${n}], found ${distances.length} numbers`);
  }
  let places = start;
  let stress = stressOf(distances, places);
  for (let round = 0; round < mostRounds; round++) {
    const next = places.map((_, i) => moved(distances, places, i));
    const nextStress = stressOf(distances, next);
    const gained = stress - nextStress;
    [places, stress] = [next, nextStress];
    if (gained < settled) break;
  }
  return { places, stress };
}

/** Row i of (1 / n) B(X) X. */
function moved(
  distances: Float64Array,
  places: readonly (readonly [number, number])[],
  i: number,
): readonly [number, number] {
  const n = places.length;
  const [x, y] = places[i]!;
  let [sumX, sumY] = [0, 0];
  for (let j = 0; j < n; j++) {
    const [otherX, otherY] = places[j]!;
    const distance = Math.hypot(x - otherX, y - otherY);
    if (distance === 0) continue;
    // The direction first: a distance may be too small to divide by.
    sumX += distances[i * n + j]! * ((x - otherX) / distance);
    sumY += distances[i * n + j]! * ((y - otherY) / distance);
  }
  return [sumX / n, sumY / n];
}

function stressOf(distances: Float64Array, places: readonly (readonly [number, number])[]): number {
  const n = places.length;
  let [missed, total] = [0, 0];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const distance = Math.hypot(places[i]![0] - places[j]![0], places[i]![1] - places[j]![1]);
      missed += (distance - distances[i * n + j]!) ** 2;
      total += distance ** 2;
    }
  }
  return total === 0 ? 0 : Math.sqrt(missed / total);
}
