import { OpenAPIHono } from '@hono/zod-openapi';
import { ApiError } from '../../shared/api/errors.ts';
import { cut } from '../../shared/model/quoted.ts';
import { openAsset } from '../assets.ts';
import type { AppEnv, Env } from '../env.ts';
import { byteRange, onlyBytes } from './byte-range.ts';

/**
 * Serves the podcast's audio in ranges: the host sends static files only whole, and then many players cannot seek, or
 * do not play at all. The route belongs to the site and not to the API, so it is not in the contract.
 */
export const podcast = new OpenAPIHono<AppEnv>().get(
  '/podcast/:file{[\\w-]+\\.mp3}',
  async ({ env, req, var: { resident } }) => {
    const { passingStream } = resident.host;
    const file = await env.ASSETS.fetch(new URL(req.path, 'https://assets.local').href);
    if (!file.ok || !file.body) throw new ApiError('not_found', `No such file: ${cut(req.path)}.`);

    const etag = file.headers.get('etag') ?? undefined;
    const size = await sizeOf(env, req.path, etag);
    const headers = new Headers({
      'content-type': 'audio/mpeg',
      'accept-ranges': 'bytes',
      'cache-control': 'public, max-age=3600',
      ...(etag !== undefined && { etag }),
    });

    if (req.method === 'HEAD') {
      await file.body.cancel();
      headers.set('content-length', String(size));
      return new Response(null, { headers });
    }

    const range = isSameFile(req.header('if-range'), etag) ? byteRange(req.header('range'), size) : undefined;
    if (range === undefined) return new Response(file.body.pipeThrough(passingStream(size)), { headers });

    if (range === 'unsatisfiable') {
      await file.body.cancel();
      headers.set('content-range', `bytes */${size}`);
      return new Response(null, { status: 416, headers });
    }
    headers.set('content-range', `bytes ${range.first}-${range.last}/${size}`);
    const part = file.body.pipeThrough(onlyBytes(range)).pipeThrough(passingStream(range.last + 1 - range.first));
    return new Response(part, { status: 206, headers });
  },
);

/**
 * Whether ranges of the two files may be combined. A weak tag promises too little for that.
 * https://www.rfc-editor.org/rfc/rfc9110#section-13.1.5
 */
function isSameFile(ifRange: string | undefined, etag: string | undefined): boolean {
  return ifRange === undefined || (ifRange === etag && !ifRange.startsWith('W/'));
}

const sizes = new Map<string, number>();

/**
 * The size of a file in bytes. The host does not state it, so it is counted once for each version, without keeping the
 * file.
 */
async function sizeOf(env: Env, path: string, etag: string | undefined): Promise<number> {
  const known = etag && sizes.get(etag);
  if (known) return known;
  let size = 0;
  for await (const chunk of await openAsset(env, path)) size += chunk.length;
  if (etag) sizes.set(etag, size);
  return size;
}
