import type { APIRoute } from 'astro';
import { headsTable } from '../atlas/heads-table.ts';
import { readAtlas } from '../first-paint/read-atlas.ts';

export const GET: APIRoute = () => new Response(headsTable(readAtlas()));
