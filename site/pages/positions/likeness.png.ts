import type { APIRoute } from 'astro';
import { likenessOpacity, pictureSize } from '../../figures/position-likeness/likeness.ts';
import { opacityPng } from '../../first-paint/png.ts';
import { readPositionLikeness } from '../../first-paint/position-table.ts';

/** The cosines of BERT's position vectors with each other, as a picture. */
export const GET: APIRoute = async () => {
  const { size, cosines } = await readPositionLikeness();
  const opacity = likenessOpacity(cosines, size, pictureSize);
  return new Response(opacityPng(opacity, pictureSize, pictureSize) as Uint8Array<ArrayBuffer>);
};
