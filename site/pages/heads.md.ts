import type { APIRoute } from 'astro';
import { headsMarkdown } from '../atlas/heads-markdown.ts';
import { readAtlas } from '../first-paint/read-atlas.ts';

export const GET: APIRoute = ({ site }) => new Response(headsMarkdown(readAtlas(), site!));
