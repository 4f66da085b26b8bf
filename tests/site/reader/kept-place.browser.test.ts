import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { askSentence, lineHas, sentenceOf, useSite } from '../open-page.ts';

const { open, url } = useSite();
const text = 'Dogs chase the cats.';
const fragment = '#text=Dogs+chase+the+cats.&layer=5&head=3&token=2';
const header = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true });

it.each(['', '&token=99'])('opens a text of one word on that word, and not on a mark (%s)', async (place) => {
  const page = await open(`/chapters/heads#text=Attention${place}`);
  await page.locator('.sentence-line button[data-token=attention][aria-pressed=true]').waitFor();
});

describe("the reader's text", () => {
  it.each(['/', '/chapters/scores', '/map', '/playground', '/notes', '/practice'])(
    'goes from %s to every page that has a sentence, by the links of the header',
    async (path) => {
      const page = await open(`${path}${fragment}`);
      for (const name of ['Chapters', 'Playground', 'Notes', 'Practice']) {
        expect(await header(page, name).getAttribute('href'), name).toBe(
          `/${name.toLowerCase()}${new URL(page.url()).hash}`,
        );
      }
      await header(page, path === '/playground' ? 'Notes' : 'Playground').click();
      await lineHas(page, 'chase');
      expect(await sentenceOf(page)).toBe(text);
    },
  );

  it('is in the links as soon as it is asked, with the head and the token that are chosen then', async () => {
    const page = await open('/', { viewport: { width: 1280, height: 3400 } });
    await page.locator('.heads canvas').waitFor();
    expect(await header(page, 'Playground').getAttribute('href')).toBe('/playground');
    await askSentence(page, 'A new one.');
    await lineHas(page, 'new');
    await page.locator('.heads [role=gridcell]').first().click();
    expect(await header(page, 'Playground').getAttribute('href')).toBe(
      '/playground#text=A+new+one.&layer=1&head=1&token=1',
    );
    await page.goBack();
    await lineHas(page, 'tired');
    expect(await header(page, 'Playground').getAttribute('href')).toBe('/playground');
  });

  it.each(['Quiz', 'Cards', 'Podcast', 'API'])(
    'comes through %s, which shows none, also in a new tab',
    async (name) => {
      const page = await open(`/${fragment}`);
      const asked: string[] = [];
      page.context().on('request', (request) => asked.push(request.url()));
      // What a click that opens a new tab does; a tab that the driver did not open itself is missed now and then.
      const address = (await header(page, name).getAttribute('href')) ?? '';
      const tab = await page.context().newPage();
      await tab.goto(url(address));
      const link = header(tab, 'Playground');
      await expect.poll(() => link.getAttribute('href')).toBe(`/playground${fragment}`);
      await link.click();
      await lineHas(tab, 'chase');
      expect(await sentenceOf(tab)).toBe(text);
      expect(asked.filter((address) => /Dogs|chase/.test(address))).toEqual([]);
    },
  );

  it('is still there behind a link to one note', async () => {
    const page = await open(`/playground${fragment}`);
    await page.goto(url('/notes#note-3'));
    await lineHas(page, 'chase');
  });
});
