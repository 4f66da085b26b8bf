import type { Context, MiddlewareHandler } from 'hono';
import { json, negotiate } from '../../shared/api/media-types.ts';
import type { AppEnv } from '../env.ts';

/** What a reader in a browser sees where there is nothing: the site's own page, with the headers of its pages. */
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
  // Or else the headers of data, which are the error's, would be added to those of the page.
  context.res = undefined;
  context.res = new Response(page.body, { status: 404, headers });
};

const html = 'text/html';

/** Whoever names HTML, and likes it no less than JSON, outside the API. */
function wantsPage({ req }: Context<AppEnv>): boolean {
  if (!['GET', 'HEAD'].includes(req.method) || /^\/v1(\/|$)/i.test(req.path)) return false;
  const accept = req.header('accept') ?? '';
  return accept.toLowerCase().includes(html) && negotiate(`${accept},${json};q=0.001`, [json, html]) === html;
}
