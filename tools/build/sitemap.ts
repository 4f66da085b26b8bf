/** Answered with status 404, so no page to find. */
const notFoundPage = '404.html';

/** A sitemap (sitemaps.org, 0.9) of built files, `chapters/softmax.html` as `<origin>/chapters/softmax`. */
export function sitemapXml(origin: string, files: readonly string[]): string {
  const addresses = files.filter((file) => file !== notFoundPage).map((file) => new URL(pagePath(file), origin).href);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...addresses.sort().map((address) => `<url><loc>${escapeXml(address)}</loc></url>`),
    '</urlset>\n',
  ].join('\n');
}

function pagePath(file: string): string {
  return `/${file.replaceAll('\\', '/').replace(/(^|\/)index\.html$|\.html$/, '')}`;
}

/** `new URL` has already escaped quotes and angle brackets. */
function escapeXml(address: string): string {
  return address.replaceAll('&', '&amp;').replaceAll("'", '&apos;');
}

/** Everything may be read. */
export function robotsText(origin: string): string {
  return `User-agent: *\nAllow: /\nSitemap: ${new URL('/sitemap.xml', origin).href}\n`;
}
