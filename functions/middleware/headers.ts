import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import { json } from '../../shared/api/media-types.ts';
import type { AppEnv } from '../env.ts';

/** Open to every page of the web: there are no accounts and no cookies to protect. */
export const openCors: MiddlewareHandler<AppEnv> = cors({
  origin: '*',
  allowMethods: ['GET', 'HEAD', 'POST', 'OPTIONS'],
  exposeHeaders: [
    'x-request-id',
    'retry-after',
    'retry-after-ms',
    'etag',
    'allow',
    'content-range',
    'accept-ranges',
    'ratelimit-policy',
    'server-timing',
  ],
  maxAge: 86_400,
});

/** Answers are data: nothing in them may run, be framed or be sniffed into something else. */
export const dataHeaders: MiddlewareHandler<AppEnv> = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  // Of this host alone: what else its owner serves on hosts below it is not ours to say.
  strictTransportSecurity: 'max-age=15552000',
  crossOriginResourcePolicy: 'cross-origin',
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDownloadOptions: false,
  xDnsPrefetchControl: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/** For GET: an ETag of the answer, 304 where the client has it. The tag is a weak one, since what is hashed here is JSON. */
export const contentEtag: MiddlewareHandler<AppEnv> = etag({
  weak: true,
  retainedHeaders: [
    ...RETAINED_304_HEADERS,
    'x-request-id',
    'server-timing',
    'ratelimit-policy',
    'access-control-allow-origin',
    'access-control-expose-headers',
  ],
});

/**
 * Makes a route's tag of a JSON answer a weak one, of content and not of bytes: JSON is compressed on its way, as
 * `Accept-Encoding` says.
 * https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3
 */
export const codingAware: MiddlewareHandler<AppEnv> = async (context, next) => {
  await next();
  const { headers } = context.res;
  if (!headers.get('content-type')?.startsWith(json)) return;
  if (!headers.get('vary')?.includes('accept-encoding')) context.header('vary', 'accept-encoding', { append: true });
  const tag = headers.get('etag');
  if (tag?.startsWith('"')) context.header('etag', `W/${tag}`);
};

/** Whether the client says that it has the answer that this tag names, so that none needs to be sent. */
export function hasTag(context: Context<AppEnv>, tag: string): boolean {
  const known = context.req.header('if-none-match') ?? '';
  return known === '*' || known.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === tag);
}

/** How long a successful GET may be kept. Errors say no-store themselves. */
export function cacheFor(seconds: number): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    await next();
    const cached = context.req.method === 'GET' || context.req.method === 'HEAD';
    if (cached && context.res.ok) context.header('cache-control', `public, max-age=${seconds}`);
  };
}
