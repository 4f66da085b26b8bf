import type { APIRoute, GetStaticPaths } from 'astro';
import { numberedRelations, relationFile, relationNumbers } from '../../../atlas/overview/relation-numbers.ts';
import { readAtlas } from '../../../first-paint/read-atlas.ts';

export const getStaticPaths: GetStaticPaths = () =>
  numberedRelations(readAtlas()).map((label) => ({ params: { relation: relationFile(label) }, props: { label } }));

/** How often every head finds one relation: the page of all heads asks for it when it is chosen. */
export const GET: APIRoute = ({ props }) => Response.json(relationNumbers(readAtlas(), props.label));
