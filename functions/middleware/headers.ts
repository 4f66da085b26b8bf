import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import type { AppEnv } from '../env.ts';

/** Open to every page of the web: there are no accounts and no cookies to protect. */
export const openCors: MiddlewareHandler<AppEnv> = cors({
  origin: '*',
  allowMethods: ['GET', 'HEAD', 'POST', 'OPTIONS'],
  exposeHeaders: ['x-request-id', 'retry-after', 'retry-after-ms', 'etag', 'ratelimit-policy', 'server-timing'],
  maxAge: 86_400,
});

/** Answers are data: nothing in them may run, be framed or be sniffed into something else. */
export const dataHeaders: MiddlewareHandler<AppEnv> = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  crossOriginResourcePolicy: 'cross-origin',
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDownloadOptions: false,
  xDnsPrefetchControl: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/** For GET: an ETag of the bytes sent, 304 where the reader has them. */
export const contentEtag: MiddlewareHandler<AppEnv> = etag({
  retainedHeaders: [
    ...RETAINED_304_HEADERS,
    'x-request-id',
    'server-timing',
    'ratelimit-policy',
    'access-control-allow-origin',
    'access-control-expose-headers',
  ],
});

/** Whether the reader says that he has what this tag names: nothing needs to be written then. */
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
