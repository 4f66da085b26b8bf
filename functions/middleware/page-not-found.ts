import type { Context, MiddlewareHandler } from 'hono';
import { json, negotiate } from '../../shared/api/media-types.ts';
import type { AppEnv } from '../env.ts';

/** Gives a browser that asks for a page that does not exist the site's own 404 page, with the headers of pages. */
export const pageNotFound: MiddlewareHandler<AppEnv> = async (context, next) => {
  await next();
  if (context.res.status !== 404 || !wantsPage(context)) return;
  const page = await context.env.ASSETS.fetch('https://assets.local/404');
  if (!page.ok) {
    await page.body?.cancel();
    return;
  }
  const headers = new Headers(page.headers);
  headers.set('cache-control', 'no-store');
  headers.delete('etag');
  // Without this, hono would copy the headers of the error, which are those of data, onto the page.
  context.res = undefined;
  context.res = new Response(page.body, { status: 404, headers });
};

const html = 'text/html';

/** Whether a request outside the API accepts HTML at least as gladly as JSON. */
function wantsPage({ req }: Context<AppEnv>): boolean {
  if (!['GET', 'HEAD'].includes(req.method) || /^\/v1(\/|$)/i.test(req.path)) return false;
  const accept = req.header('accept') ?? '';
  return accept.toLowerCase().includes(html) && negotiate(`${accept},${json};q=0.001`, [json, html]) === html;
}
