import type { APIRoute } from 'astro';
import { wordsInShort } from '../../atlas/words-in-short.ts';
import { readAtlas } from '../../first-paint/read-atlas.ts';

/** What pages that show a head say of it, 16 KB; its own page has all of it. */
export const GET: APIRoute = () => Response.json(wordsInShort(readAtlas()));
