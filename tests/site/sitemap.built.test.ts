import { globSync, readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';

const built = (file: string) => readFileSync(`dist/${file}`, 'utf8');
const parsed = (file: string) => new XMLParser({ isArray: (name) => name === 'url' }).parse(built(file));

/** How a built file is linked: `chapters/softmax.html` as `/chapters/softmax`. */
const linkOf = (file: string) => `/${file.replace(/(^|\/)index\.html$|\.html$/, '')}`;

describe('the built sitemap', () => {
  it('is named by robots.txt, which lets everything be read', () => {
    const [, address] = /^Sitemap: (\S+)$/m.exec(built('robots.txt')) ?? [];
    expect(new URL(address!).pathname).toBe('/sitemap-index.xml');
    expect(built('robots.txt')).toContain('User-agent: *\nAllow: /\n');
    expect(new URL(parsed('sitemap-index.xml').sitemapindex.sitemap.loc).pathname).toBe('/sitemap-0.xml');
  });

  it('lists every built page as it is linked, but no figure alone and not the one for addresses that do not exist', () => {
    const pages = globSync('**/*.html', { cwd: 'dist', exclude: ['404.html', 'embed'] });
    const listed: { loc: string }[] = parsed('sitemap-0.xml').urlset.url;
    expect(listed.map(({ loc }) => new URL(loc).pathname).sort()).toEqual(pages.map(linkOf).sort());
    expect(listed.map(({ loc }) => new URL(loc).pathname)).toContain('/chapters/softmax');
  });
});
