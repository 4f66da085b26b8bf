import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { timingsSchema } from '../../../site/content/podcast-schema.ts';
import { spokenEpisode } from '../../../site/podcast/episode.ts';
import { useSite } from '../open-page.ts';
import { episodeId, readEpisode } from './read-episode.ts';

export const { lines, duration } = JSON.parse(readFileSync(`site/content/podcast/${episodeId}.json`, 'utf8'));
export const { chapters } = readEpisode();
export const { cues, questions } = spokenEpisode(
  { id: episodeId, data: readEpisode() },
  { data: timingsSchema.parse({ lines, duration }) },
  String,
);

/** The page of the podcast, on a site that the tests of this file share. */
export function usePodcast() {
  const { open: openPage, url } = useSite({ patience: 15_000 });
  const open = (options: BrowserContextOptions = {}) => openPage('/podcast', options);
  /** Opened, and ready to play. */
  const openLive = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await open(options);
    await page.getByRole('button', { name: 'Play' }).waitFor();
    return page;
  };
  return { openPage, url, open, openLive };
}

export const shownFigure = (page: Page) =>
  page.locator('.stage > .scene:visible').evaluateAll((all) => all.map(({ id }) => id));
