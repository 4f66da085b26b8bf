import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { previewOf, previewPictures } from '../../../site/layouts/previews.ts';
import { picturePlaces } from '../../../tools/previews/places.ts';

const pages = globSync('**/*.html', { cwd: 'dist' });
const meta = (html: string, name: string) =>
  new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(html)?.[1];

/** Width and height, which stand in the first chunk. https://www.w3.org/TR/png-3/#11IHDR */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]));
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe('the image of a page in link previews', () => {
  it('is there for every page, 1200 by 630 pixels, of less than 60 kB, named with what it shows', () => {
    expect(pages.length).toBeGreaterThan(170);
    for (const page of pages) {
      const html = readFileSync(`dist/${page}`, 'utf8');
      const file = `dist${new URL(meta(html, 'og:image')!).pathname}`;
      expect(sizeOf(readFileSync(file)), page).toEqual([1200, 630]);
      expect(statSync(file).size, page).toBeLessThan(60_000);
      expect([meta(html, 'og:image:width'), meta(html, 'og:image:height')], page).toEqual(['1200', '630']);
      expect(meta(html, 'og:image:alt')!.length, page).toBeGreaterThan(20);
      expect(meta(html, 'twitter:card'), page).toBe('summary_large_image');
    }
  });

  it('is another on every page', () => {
    const hashes = pages.map((page) => {
      const image = new URL(meta(readFileSync(`dist/${page}`, 'utf8'), 'og:image')!).pathname;
      return createHash('sha256')
        .update(readFileSync(`dist${image}`))
        .digest('hex');
    });
    expect(new Set(hashes).size).toBe(pages.length);
  });

  it('has a picture of the page’s own content where a page is no chapter and no head', () => {
    const paths = globSync('*.html', { cwd: 'dist' }).map((file) => `/${file.slice(0, -5)}`.replace(/^\/index$/, '/'));
    const shown = paths.map((path) => [path, previewOf(path).picture] as const);
    expect(shown.filter(([, picture]) => picture === 'attention-head').map(([path]) => path)).toEqual(['/404']);
    for (const path of ['/cards', '/evidence', '/glossary', '/lesson', '/notes', '/practice', '/progress', '/search']) {
      const own = shown.find(([one]) => one === path)![1];
      expect(shown.filter(([, picture]) => picture === own).map(([one]) => one)).toEqual([path]);
      expect(picturePlaces[own!].page.split(/[?#]/)[0]).toBe(path);
    }
  });

  it('shows the picture that stands first on the chapter, and a head’s own', () => {
    const chapters = globSync('*.mdx', { cwd: 'site/content/chapters' });
    for (const chapter of chapters) {
      const hero = /^hero: (.*)$/m.exec(readFileSync(`site/content/chapters/${chapter}`, 'utf8'))?.[1];
      expect(previewOf(`/chapters/${chapter.slice(0, -4)}`).picture).toBe(hero);
    }
    expect(previewOf('/heads/9-11').picture).toBeUndefined();
    expect(previewOf('/heads/9-11').says).toContain('head 9-11');
    const drawn = globSync('*.svg', { cwd: 'site/content/previews' }).map((file) => file.slice(0, -4));
    expect(drawn.sort()).toEqual(Object.keys(previewPictures).sort());
  });
});

it('every figure in a frame has a link to itself, also before scripts', () => {
  const figures = pages.flatMap((page) => {
    const html = readFileSync(`dist/${page}`, 'utf8');
    return [...html.matchAll(/<figure class="chapter-figure[^>]* id="([^"]+)".*?<\/figure>/gs)];
  });
  expect(figures.length).toBeGreaterThan(60);
  for (const [figure, id] of figures) expect(figure).toContain(`<a href="#${id}" title="Copies a link to this figure`);
});
