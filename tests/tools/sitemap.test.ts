import { describe, expect, it } from 'vitest';
import { robotsText, sitemapXml } from '../../tools/build/sitemap.ts';

describe('sitemapXml', () => {
  it('lists the pages as they are linked, and not the one for addresses that do not exist', () => {
    const xml = sitemapXml('https://example.org', ['quiz.html', '404.html', 'index.html', 'chapters/softmax.html']);
    expect([...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address]) => address)).toEqual([
      'https://example.org/',
      'https://example.org/chapters/softmax',
      'https://example.org/quiz',
    ]);
  });

  it('escapes what XML would read as its own', () => {
    expect(sitemapXml('https://example.org', ["q&a's.html"])).toContain(
      '<loc>https://example.org/q&amp;a&apos;s</loc>',
    );
  });
});

describe('robotsText', () => {
  it('names the sitemap', () => {
    expect(robotsText('https://example.org')).toContain('Sitemap: https://example.org/sitemap.xml\n');
  });
});
