import type { APIRoute, GetStaticPaths } from 'astro';
import { type EmbeddedFigure, embeddedFigures, frameWidth } from '../../embed/embedded-figures.ts';
import { previewOf, previewSize } from '../../layouts/previews.ts';

/** What `/oembed` says of a figure. */
export const getStaticPaths = (() =>
  Object.entries(embeddedFigures).map(([figure, described]) => ({
    params: { figure },
    props: { described },
  }))) satisfies GetStaticPaths;

export const GET: APIRoute<{ described: EmbeddedFigure }> = ({ params: { figure }, props: { described } }) =>
  Response.json({
    title: described.title,
    width: frameWidth,
    height: described.height,
    thumbnail: { path: previewOf(`/embed/${figure}`).image, ...previewSize },
  });
