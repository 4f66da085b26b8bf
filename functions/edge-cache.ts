import type { Context } from 'hono';
import type { AppEnv } from './env.ts';

/** Where the platform keeps answers near their readers; the methods of the web's `Cache`. */
export type EdgeCache = Pick<Cache, 'match' | 'put'>;

/** The kept answer under a tag that names weights, code, request and media type; undefined where there is none. */
export async function keptAnswer({ var: { resident } }: Context<AppEnv>, tag: string): Promise<Response | undefined> {
  const found = await resident.host.edgeCache?.match(keyOf(tag));
  return found && new Response(found.body, found);
}

/**
 * Keeps a small answer for so many seconds. A large one is not kept: it would have to be in memory twice, for the cache
 * and for its reader.
 */
export function keep(context: Context<AppEnv>, tag: string, answer: Response, bytes: Uint8Array<ArrayBuffer>): void {
  const { edgeCache } = context.var.resident.host;
  if (edgeCache === undefined) return;
  const headers = new Headers(answer.headers);
  headers.set('cache-control', `public, max-age=${keptSeconds}`);
  context.executionCtx.waitUntil(edgeCache.put(keyOf(tag), new Response(bytes.slice(), { headers })));
}

/** How long an answer to a GET may be kept, here and by whoever asked. */
export const keptSeconds = 3600;

const keyOf = (tag: string): string => `https://answers.local/${tag.replaceAll('"', '')}`;
