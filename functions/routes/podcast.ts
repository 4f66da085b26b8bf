import { OpenAPIHono } from '@hono/zod-openapi';
import { ApiError } from '../../shared/api/errors.ts';
import { openAsset } from '../assets.ts';
import { byteRange, onlyBytes } from '../byte-range.ts';
import type { AppEnv, Env } from '../env.ts';

/**
 * The podcast's audio in parts: static files are served whole, and then players cannot seek, or do not play at all.
 * A part of the site rather than of the API, so it is not in the contract.
 */
export const podcast = new OpenAPIHono<AppEnv>().get('/podcast/:file{[\\w-]+\\.mp3}', async ({ env, req }) => {
  const file = await env.ASSETS.fetch(new URL(req.path, 'https://assets.local').href);
  if (!file.ok || !file.body) throw new ApiError('not_found', `No such file: ${req.path}.`);

  const etag = file.headers.get('etag') ?? '';
  const size = await sizeOf(env, req.path, etag);
  const headers = new Headers({
    'content-type': 'audio/mpeg',
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=3600',
    etag,
  });

  const isSameFile = (req.header('if-range') ?? etag) === etag;
  const range = isSameFile ? byteRange(req.header('range'), size) : undefined;
  if (range === undefined) return new Response(file.body.pipeThrough(new FixedLengthStream(size)), { headers });

  if (range === 'unsatisfiable') {
    await file.body.cancel();
    headers.set('content-range', `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set('content-range', `bytes ${range.first}-${range.last}/${size}`);
  const part = file.body.pipeThrough(onlyBytes(range)).pipeThrough(new FixedLengthStream(range.last + 1 - range.first));
  return new Response(part, { status: 206, headers });
});

const sizes = new Map<string, number>();

/** Static files do not say how large they are: counted once for each version, without keeping it in memory. */
async function sizeOf(env: Env, path: string, etag: string): Promise<number> {
  const known = sizes.get(etag);
  if (known !== undefined) return known;
  let size = 0;
  for await (const chunk of await openAsset(env, path)) size += chunk.length;
  sizes.set(etag, size);
  return size;
}
