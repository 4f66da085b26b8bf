import type { APIRoute } from 'astro';
import { drawDiagrams } from '../../study/diagrams/diagrams.ts';

/** The drawings of the cards. */
export const GET: APIRoute = async () => Response.json(await drawDiagrams());
