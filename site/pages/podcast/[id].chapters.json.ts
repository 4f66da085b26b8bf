import type { APIRoute, GetStaticPaths } from 'astro';
import type { SpokenEpisode } from '../../podcast/episode.ts';
import { listEpisodes } from '../../podcast/episodes.ts';

export const getStaticPaths = (async () =>
  (await listEpisodes()).map(({ spoken }) => ({
    params: { id: spoken.id },
    props: { spoken },
  }))) satisfies GetStaticPaths;

/** Chapters for podcast players: https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md */
export const GET: APIRoute<{ spoken: SpokenEpisode }> = ({ props, site }) => {
  const chapters = props.spoken.chapters.map(({ id, title, start }) => ({
    startTime: start,
    title,
    url: new URL(`/chapters/${id}`, site).href,
  }));
  return Response.json({ version: '1.2.0', chapters });
};
