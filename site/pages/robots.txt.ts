import type { APIRoute } from 'astro';

/** Robots may read everything; the sitemap lists all pages. */
export const GET: APIRoute = ({ site }) =>
  new Response(`User-agent: *\nAllow: /\nSitemap: ${new URL('/sitemap-index.xml', site).href}\n`);
