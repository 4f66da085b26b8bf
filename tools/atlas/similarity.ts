import { placeInPlane, principalPlane } from '../../shared/analysis/principal-plane.ts';
import { stressLayout } from '../../shared/analysis/stress-layout.ts';
import type { Similarity } from '../../shared/atlas/atlas.ts';
import { rounded } from './tables.ts';

/**
 * Mean divergences, and places for all heads that follow them: from the principal plane of the rows of divergences on.
 * @param sums [heads, heads] over `rows` rows
 */
export function similarityOf(sums: Float64Array, rows: number, sentences: number): Similarity {
  const heads = Math.sqrt(sums.length);
  const divergence = sums.map((sum) => sum / rows);
  const ofHead = Array.from({ length: heads }, (_, head) => divergence.slice(head * heads, (head + 1) * heads));
  const vectors = ofHead.map((row) => Float32Array.from(row));
  const plane = principalPlane(vectors);
  const { places, stress } = stressLayout(
    divergence,
    vectors.map((vector) => placeInPlane(plane, vector)),
  );
  return {
    sentences,
    divergence_bits: ofHead.map((row) => Array.from(row, (bits) => rounded(bits, 3))),
    places: places.map(([x, y]) => [rounded(x), rounded(y)]),
    stress: rounded(stress),
  };
}
