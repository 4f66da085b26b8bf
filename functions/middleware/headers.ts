import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { secureHeaders } from 'hono/secure-headers';
import { json } from '../../shared/api/media-types.ts';
import type { AppEnv } from '../env.ts';

/** Pages of every origin may call the API: it has no accounts and no cookies to protect. */
export const openCors: MiddlewareHandler<AppEnv> = cors({
  origin: '*',
  allowMethods: ['GET', 'HEAD', 'POST', 'QUERY', 'OPTIONS'],
  exposeHeaders: [
    'x-request-id',
    'retry-after',
    'retry-after-ms',
    'etag',
    'allow',
    'accept-query',
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
  // Without includeSubDomains: hosts below this one may serve other things of its owner.
  strictTransportSecurity: 'max-age=15552000',
  crossOriginResourcePolicy: 'cross-origin',
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDownloadOptions: false,
  xDnsPrefetchControl: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
});

/**
 * Adds an ETag to the answer of a GET, and answers 304 where the client has it. The tag is weak, because the hashed
 * text is JSON that may be compressed on its way.
 */
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
 * Marks the ETag that a route gave its JSON answer as weak: it names content, not bytes, because JSON is compressed on
 * its way where `Accept-Encoding` allows.
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

/** Whether the client already has the answer with this tag, by its `If-None-Match`. */
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
