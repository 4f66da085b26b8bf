import { hc } from 'hono/client';
import type { AppType } from '../../functions/app.ts';
import { fetchFromModel } from './model-source.svelte.ts';

/**
 * A client of this site's own API, typed by its routes, so that a wrong field does not compile. Once the reader has the
 * model in the tab, the tab answers the same requests.
 */
export const api = hc<AppType>('/', { fetch: fetchFromModel });
