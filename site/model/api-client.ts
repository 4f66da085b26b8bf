import { hc } from 'hono/client';
import type { AppType } from '../../functions/app.ts';
import { fetchFromModel } from './model-source.svelte.ts';

/**
 * This site's own API, with the types of its routes: a field that they do not know does not compile. Once the reader has
 * the model in the tab, the same questions are answered there.
 */
export const api = hc<AppType>('/', { fetch: fetchFromModel });
