import type { APIRoute } from 'astro';
import { nearestPositions } from '../../figures/position-likeness/likeness.ts';
import { readPositionLikeness } from '../../first-paint/position-table.ts';

/** For each position, the positions whose vectors are nearest, as `[position, cosine]`. */
export const GET: APIRoute = async () => {
  const { size, cosines } = await readPositionLikeness();
  const all = Array.from({ length: size }, (_, at) =>
    nearestPositions(cosines.subarray(at * size, (at + 1) * size), at).map(({ position, cosine }) => [
      position,
      cosine,
    ]),
  );
  return Response.json(all);
};
