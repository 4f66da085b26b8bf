import { readFileSync } from 'node:fs';
import type { Atlas } from '../../shared/atlas/atlas.ts';

let kept: Atlas | undefined;

/** The measured heads, read once; while the site is built, and nowhere else. */
export function readAtlas(): Atlas {
  kept ??= JSON.parse(readFileSync('site/content/atlas/pud.json', 'utf8')) as Atlas;
  return kept;
}
