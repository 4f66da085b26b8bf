// Writes dist/sitemap.xml and dist/robots.txt from the built pages: `SITE_URL` is the public address.

import { globSync, writeFileSync } from 'node:fs';
import { robotsText, sitemapXml } from './sitemap.ts';

const origin = process.env.SITE_URL ?? 'http://localhost:8787';

writeFileSync('dist/sitemap.xml', sitemapXml(origin, globSync('**/*.html', { cwd: 'dist' })));
writeFileSync('dist/robots.txt', robotsText(origin));
