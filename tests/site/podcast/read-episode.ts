import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Episode, episodeSchema } from '../../../site/content/podcast-schema.ts';

const folder = new URL('../../../site/content/podcast/', import.meta.url);

export const episodeId = 'where-a-token-looks';

/** The script of the episode, checked against its schema. */
export function readEpisode(): Episode {
  return episodeSchema.parse(parse(readFileSync(new URL(`${episodeId}.yaml`, folder), 'utf8')));
}

/** What is said in a chapter, without the speakers' names. */
export function saidIn(episode: Episode, id: string): string {
  const chapter = episode.chapters.find(({ chapter }) => chapter === id);
  if (!chapter) throw new Error(`expected a chapter ${id}, found ${episode.chapters.map(({ chapter }) => chapter)}`);
  return chapter.lines.map(({ text }) => text).join(' ');
}
