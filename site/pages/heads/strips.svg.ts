import type { APIRoute } from 'astro';
import { measured, stripsSvg } from '../../atlas/head/measure-rows.ts';
import { removalReach } from '../../atlas/head/removal-scale.ts';
import { readAtlas } from '../../first-paint/read-atlas.ts';

/** All heads on each scale of the pages of heads, as thin marks: the same for all of them, so that it is one file. */
export const GET: APIRoute = () => {
  const { heads, removal } = readAtlas();
  const reach = removalReach(removal);
  const strips = [
    ...measured.map(({ measure, most }) => ({ values: heads[measure].flat(), low: 0, high: most })),
    { values: removal.mean.flat(), low: -reach, high: reach },
  ];
  return new Response(stripsSvg(strips), { headers: { 'content-type': 'image/svg+xml' } });
};
