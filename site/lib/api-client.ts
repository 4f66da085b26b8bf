import { hc } from 'hono/client';
import type { AppType } from '../../functions/app.ts';

/** This site's own API, with the types of its routes: a field that they do not know does not compile. */
export const api = hc<AppType>('/');
