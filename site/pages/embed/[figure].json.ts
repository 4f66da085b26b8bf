import type { APIRoute, GetStaticPaths } from 'astro';
import { type EmbeddedFigure, embeddedFigures, frameWidth } from '../../embed/embedded-figures.ts';

/** What `/oembed` says of a figure. */
export const getStaticPaths = (() =>
  Object.entries(embeddedFigures).map(([figure, described]) => ({
    params: { figure },
    props: { described },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ described: EmbeddedFigure }> = ({ props: { described } }) =>
  Response.json({ title: described.title, width: frameWidth, height: described.height });
