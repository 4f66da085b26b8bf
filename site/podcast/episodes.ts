import { type CollectionEntry, getCollection, getEntry } from 'astro:content';
import { type SpokenEpisode, spokenEpisode } from './episode.ts';

export interface ListedEpisode {
  readonly data: CollectionEntry<'episodes'>['data'];
  readonly spoken: SpokenEpisode;
}

/**
 * All episodes, newest first.
 * @throws Error where one has no timings, or names a chapter that the essay does not have
 */
export async function listEpisodes(): Promise<ListedEpisode[]> {
  const chapters = await getCollection('chapters');
  const titleOf = (id: string) => {
    const chapter = chapters.find((one) => one.id === id);
    if (!chapter) throw new Error(`podcast: expected a chapter of content/chapters, found ${id}`);
    return chapter.data.title;
  };
  const episodes = (await getCollection('episodes')).map(async (entry) => {
    const timings = await getEntry('timings', entry.id);
    if (!timings) throw new Error(`${entry.id}: expected ${entry.id}.json beside it; run tools/podcast/render.py`);
    return { data: entry.data, spoken: spokenEpisode(entry, timings, titleOf) };
  });
  return (await Promise.all(episodes)).toSorted((a, b) => b.data.published.getTime() - a.data.published.getTime());
}

/** @throws Error where there is no episode */
export async function newestEpisode(): Promise<ListedEpisode> {
  const [newest] = await listEpisodes();
  if (!newest) throw new Error('podcast: expected an episode in content/podcast, found none');
  return newest;
}
