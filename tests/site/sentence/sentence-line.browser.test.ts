import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import diceSentences from '../../../site/content/dice-sentences.json' with { type: 'json' };
import presets from '../../../site/content/presets.json' with { type: 'json' };
import {
  askSentence,
  axeFindings,
  errorsOf,
  lineCounts,
  lineHas,
  lineTokens,
  openSheet,
  sentenceOf,
  tokenPicked,
  useSite,
} from '../open-page.ts';

const { open, url } = useSite({ patience: 20_000 });
const pages = ['/', '/chapters/softmax', '/playground', '/notes', '/practice'];
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true } as const;
const first = ['[CLS]', 'the', 'cat', 'sat', 'on', 'the', 'mat', 'because', 'it', 'was', 'tired', '.', '[SEP]'];
const line = (page: Page) => page.locator('.sentence-line .line');
const hashOf = (page: Page) => decodeURIComponent(new URL(page.url()).hash);

describe.each(pages)('the line on %s', (path) => {
  it('is at most 56 pixels high on a phone, sticks to the top, and nothing sticks out', async () => {
    const page = await open(`${path}#text=${'A+rather+long+sentence+'.repeat(5)}goes+on.&token=18`, phone);
    await lineHas(page, 'goes');
    const box = page.locator('.sentence-line');
    expect((await box.boundingBox())!.height).toBeLessThanOrEqual(56);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.evaluate(() =>
      scrollTo(0, document.querySelector('.sentence-line')!.getBoundingClientRect().top + 1500),
    );
    await expect.poll(async () => (await box.boundingBox())!.y).toBe(0);
    const row = (await page.locator('.sentence-line .row').boundingBox())!;
    const chosen = page.locator('.sentence-line [aria-pressed=true]');
    await expect
      .poll(async () => {
        const { x, width } = (await chosen.boundingBox())!;
        return x >= row.x && x + width <= row.x + row.width;
      })
      .toBe(true);
  });

  it('is text without scripts, and on paper', async () => {
    const page = await open(path, { javaScriptEnabled: false });
    expect(await lineTokens(page)).toEqual(first);
    expect((await line(page).innerText()).replace(/\s+/g, ' ')).toContain('layer 9, head 11');
    expect(await page.locator('.sentence-line :is(button, select):visible').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    expect(await line(page).isVisible()).toBe(false);
    expect(await page.locator('.sentence-line .print-only').innerText()).toContain(presets[0]!.text);
  });
});

it.each(['/', '/practice'])('the sheet of %s gives axe-core nothing to find in either theme', async (path) => {
  const page = await open(path);
  await openSheet(page);
  await page.locator('dialog .tokens li').first().waitFor();
  expect(await axeFindings(page, 'dialog.sentence-sheet')).toEqual([]);
});

describe('the tokens of the line', () => {
  it('are one stop of the Tab key, walked by arrow keys, and what is pressed is picked', async () => {
    const page = await open('/chapters/softmax');
    await lineCounts(page, 13);
    const row = page.getByRole('group', { name: 'Choose the token' });
    expect(await row.locator('[tabindex="0"]').count()).toBe(1);
    await row.locator('[tabindex="0"]').focus();
    await page.keyboard.press('Home');
    for (let press = 0; press < 2; press++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await tokenPicked(page)).toBe('cat');
    await page.locator('.curve-and-vessel h2', { hasText: 'the scores of “cat”' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Layer, one less');
  });

  it('are the words as typed; twins and changed spellings have the name of their token', async () => {
    const page = await open('/#text=Caf%C3%A9s+snowboard.');
    await lineHas(page, 'snow');
    expect(await line(page).locator('button[data-token]').allInnerTexts()).toEqual(
      expect.arrayContaining(['Cafés', 'snow', 'board', '.']),
    );
    await line(page).getByRole('button', { name: '##board', exact: true }).click();
    expect(await tokenPicked(page)).toBe('##board');
  });

  it('with layer and head lead the figures', async () => {
    const page = await open('/chapters/softmax');
    await lineCounts(page, 13);
    await page.getByRole('button', { name: 'Layer, one more' }).click();
    await page.getByRole('button', { name: 'Head, one more' }).click();
    await page.locator('.curve-and-vessel h2', { hasText: 'Layer 10 · Head 12: the scores of “it”' }).waitFor();
    expect(await page.getByRole('button', { name: 'Head, one more' }).isDisabled()).toBe(true);
    await page.getByLabel('Layer', { exact: true }).last().selectOption('1');
    await page.locator('.curve-and-vessel h2', { hasText: 'Layer 1 · Head 12' }).waitFor();
    expect(hashOf(page)).toContain('&layer=1&head=12&token=8');
  });

  it('do not cover what a link leads to', async () => {
    const page = await open('/notes#note-8');
    const top = () => page.locator('#note-8').evaluate((note) => note.getBoundingClientRect().top);
    await expect.poll(top).toBeGreaterThanOrEqual(56);
  });
});

describe('while one types', () => {
  it('the figure follows by itself, the address in place, and Enter makes one step of the history of it', async () => {
    const page = await open('/chapters/softmax');
    const length = () => page.evaluate(() => history.length);
    const before = await length();
    const sheet = await openSheet(page);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('sentence');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Dogs chase', { delay: 30 });
    await page.locator('.curve-and-vessel h2', { hasText: '“dogs”' }).waitFor();
    await lineHas(page, 'chase');
    expect(hashOf(page)).toContain('#text=Dogs+chase&');
    await page.keyboard.type(' cats.', { delay: 30 });
    await lineHas(page, 'cats');
    expect(await length()).toBe(before);
    await page.keyboard.press('Enter');
    await sheet.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Change');
    expect(await length()).toBe(before + 1);
    await page.goBack();
    await lineHas(page, 'tired');
    expect(await sentenceOf(page)).toBe(presets[0]!.text);
    await page.goForward();
    await lineHas(page, 'cats');
  });

  it('it stays where it is, and once it is finished the figure goes to what stands out in it', async () => {
    const page = await open('/chapters/softmax');
    const sheet = await openSheet(page);
    await sheet.getByLabel('Your sentence').fill('The dog wanted the bone because it was hungry.');
    await lineHas(page, 'bone');
    expect(hashOf(page)).toContain('&layer=9&head=11&token=1');
    await page.keyboard.press('Enter');
    await expect.poll(() => hashOf(page)).not.toContain('&token=1');
    await page.getByText(/^Opened on what stands out: layer \d+, head \d+$/).waitFor();
    const opened = hashOf(page);
    await page.goto(url(`/chapters/softmax${opened.slice(0, opened.indexOf('&layer'))}`));
    await page.reload({ waitUntil: 'networkidle' });
    await expect.poll(() => hashOf(page)).toBe(opened);
  });

  it.each([
    [360, 740],
    [768, 1000],
    [1440, 900],
  ])('it says where it went without covering a word of the page, %i px wide', async (width, height) => {
    const page = await open('/chapters/softmax', { viewport: { width, height } });
    await askSentence(page, 'The dog wanted the bone because it was hungry.');
    const note = page.getByText(/^Opened on what stands out: layer \d+, head \d+$/);
    await note.waitFor();
    const covered = await note.evaluate((box) => {
      const { left, right, top, bottom } = box.getBoundingClientRect();
      const words = [...document.querySelectorAll('main header :is(p, h1, svg)')].map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return range.getBoundingClientRect();
      });
      return words.filter((word) => word.left < right && word.right > left && word.top < bottom && word.bottom > top);
    });
    expect(covered).toEqual([]);
  });

  it('it stays in the head that the reader has picked', async () => {
    const page = await open('/chapters/softmax');
    await page.getByRole('button', { name: 'Layer, one less' }).click();
    await page.getByText('layer 8, head 11', { exact: true }).waitFor({ state: 'attached' });
    await askSentence(page, 'The dog wanted the bone because it was hungry.');
    await lineHas(page, 'bone');
    await page.waitForLoadState('networkidle');
    expect(hashOf(page)).toContain('&layer=8&head=11&token=1');
  });

  it.each([
    ['/', '.head', '.label.across'],
    ['/chapters/softmax', '.softmax', 'tbody th .token'],
  ])(
    'no frame of %s shows numbers of another sentence that are not marked so',
    { timeout: 90_000 },
    async (path, figure, names) => {
      const page = await open(path, { viewport: { width: 1280, height: 3400 } });
      await lineCounts(page, 13);
      await page.locator(`${figure} ${names}`).first().waitFor({ state: 'attached' });
      await page.route('**/v1/**', async (route) => {
        await new Promise((later) => setTimeout(later, 80 + 240 * Math.random()));
        await route.continue().catch(() => undefined);
      });
      await page.evaluate(watchFrames, { figure, names });
      await openSheet(page);
      await page.keyboard.press('ControlOrMeta+a');
      for (const word of ['My ', 'sister ', 'gave ', 'her ', 'dog ', 'a bone.']) {
        await page.keyboard.type(word, { delay: 25 });
        await page.waitForTimeout(word.length % 2 ? 120 : 350);
      }
      await page.keyboard.press('Enter');
      await lineHas(page, 'bone');
      await page.locator(`${figure} ${names}`, { hasText: 'bone' }).first().waitFor({ state: 'attached' });
      const { frames, marked, faults } = await page.evaluate(() => (window as unknown as Watched).watched);
      expect(faults).toEqual([]);
      expect(frames).toBeGreaterThan(20);
      expect(marked).toBeGreaterThan(0);
    },
  );

  it('what is still of the sentence before says so until the answer is there', async () => {
    const page = await open('/chapters/softmax');
    await lineCounts(page, 13);
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/v1/**', (route) => held.then(() => route.continue()));
    await askSentence(page, 'Nobody sleeps.');
    await page.locator('.sentence-line .status p', { hasText: 'Still the sentence before: 13 tokens.' }).waitFor();
    await page.locator('.sentence-line .row.before').waitFor();
    await page.locator('.chapter-figure.curve-and-vessel[data-before]').waitFor();
    expect(await lineTokens(page)).toEqual(first);
    answer();
    await lineHas(page, 'nobody');
    await page.locator('.sentence-line .row:not(.before)').waitFor();
    await page.locator('.chapter-figure.curve-and-vessel:not([data-before])').waitFor();
  });

  it('only what rests is asked: one question for a word that is typed in one go', async () => {
    const page = await open('/');
    await lineCounts(page, 13);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/attention')) asked.push((request.postDataJSON() as { text: string }).text);
    });
    await openSheet(page);
    // In one task of the page: no machine is so slow that typing rests in between.
    await page.evaluate(() => {
      const field = document.querySelector<HTMLTextAreaElement>('#sentence')!;
      for (let end = 1; end <= 'Snowboarding'.length; end++) {
        field.value = 'Snowboarding'.slice(0, end);
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
    });
    await lineHas(page, '##boarding');
    expect(asked).toEqual(['Snowboarding']);
  });
});

interface Watched {
  watched: { frames: number; marked: number; faults: string[] };
}

/** Runs in the page: at each frame, whether the figure shows the tokens of the line, or says that it does not. */
function watchFrames({ figure, names }: { figure: string; names: string }): void {
  const texts = (selector: string) =>
    Array.from(document.querySelectorAll(selector), (one) => one.textContent?.trim() ?? '');
  const watched = { frames: 0, marked: 0, faults: [] as string[] };
  (window as unknown as Watched).watched = watched;
  const look = () => {
    watched.frames += 1;
    const ofLine = Array.from(
      document.querySelectorAll<HTMLElement>('.sentence-line [data-token]'),
      (one) => one.dataset.token,
    );
    const isBefore = document.querySelector('.sentence-line .row.before') !== null;
    const ofFigure = texts(`${figure} ${names}`).map((text) => text.replace(/\d+$/, ''));
    const isMarked =
      document.documentElement.hasAttribute('data-sentence-before') ||
      document.querySelector(`${figure}[data-before]`) !== null;
    if (isMarked) watched.marked += 1;
    const same = [...ofFigure].sort().join(' ') === [...ofLine].sort().join(' ');
    if (!same && !isBefore && !isMarked) watched.faults.push(`${ofFigure.join(' ')} beside ${ofLine.join(' ')}`);
    requestAnimationFrame(look);
  };
  look();
}

describe('the sheet', () => {
  it('closes with Esc and by its button, keeps what was typed, and gives the focus back', async () => {
    const page = await open('/practice');
    for (const close of ['Escape', 'Done']) {
      const sheet = await openSheet(page);
      await sheet.getByLabel('Your sentence').fill(`It ends with ${close}.`);
      if (close === 'Done') await sheet.getByRole('button', { name: close }).click();
      else await page.keyboard.press(close);
      await sheet.waitFor({ state: 'detached' });
      await lineHas(page, 'ends');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Change the sentence');
      expect(await sentenceOf(page)).toBe(`It ends with ${close}.`);
    }
  });

  it('is fetched when it is first opened', async () => {
    const page = await open('/chapters/softmax');
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
    await openSheet(page);
    expect(fetched.some((path) => path.includes('SentenceSheet'))).toBe(true);
  });

  it('offers its examples as sentences, and a dice with others', async () => {
    const page = await open('/');
    const sheet = await openSheet(page);
    const examples = await sheet
      .getByRole('list', { name: 'Sentences to start from' })
      .getByRole('button')
      .allInnerTexts();
    expect(examples.map((text) => text.trim().replace(' / ', ' '))).toEqual(
      presets.map(({ text, pair }) => `${text} ${pair}`.trim()),
    );
    const field = sheet.getByLabel('Your sentence');
    const thrown = new Set<string>();
    for (let throws = 0; throws < 4; throws++) {
      await sheet.getByRole('button', { name: 'Any sentence' }).click();
      const text = await field.inputValue();
      expect(diceSentences.map((one) => one.text)).toContain(text);
      thrown.add(text);
    }
    expect(thrown.size).toBeGreaterThan(1);
    const text = await field.inputValue();
    await expect.poll(async () => decodeURIComponent(hashOf(page)).replaceAll('+', ' ')).toContain(text);
    await sheet.getByText(/^As the model reads it/).waitFor();
  });

  it('takes a second sentence, and shows the tokens of both', async () => {
    const page = await open('/chapters/positions');
    await askSentence(page, 'Who sat?', 'The cat sat.');
    await lineCounts(page, 10);
    expect(await lineTokens(page)).toEqual(
      ['[CLS]', 'who', 'sat', '?', '[SEP]', 'the', 'cat', 'sat', '.', '[SEP]'].slice(0, 10),
    );
  });

  it('says that words were never learned once, and copies the link', async () => {
    const page = await open('/', { permissions: ['clipboard-read', 'clipboard-write'] });
    const sheet = await openSheet(page);
    await sheet.getByLabel('Your sentence').fill('I 🙂 you 🙂');
    await sheet.locator('.remark').waitFor();
    expect(await sheet.locator('.remark').allInnerTexts()).toEqual([
      'BERT never learned “🙂”. It reads “[UNK]”, unknown, in that place, whatever stood there.',
    ]);
    await sheet.getByRole('button', { name: 'Copy link' }).click();
    await sheet.getByRole('button', { name: 'Link copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URLSearchParams(new URL(copied).hash.slice(1)).get('text')).toBe('I 🙂 you 🙂');
  });
});

describe("the reader's sentence", () => {
  const place = '#text=Dogs+chase+the+cats.&layer=5&head=3&token=2';

  const linksOf = (page: Page) =>
    page
      .locator('.page-header a[href^="/"], .page-footer nav a[href^="/"]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')!));

  it.each(pages)('is in every link of the header and the footer of %s', async (path) => {
    const page = await open(path + place);
    await lineHas(page, 'chase');
    const hrefs = await linksOf(page);
    expect(hrefs.length).toBeGreaterThan(9);
    for (const href of hrefs) expect(href.slice(href.indexOf('#'))).toBe(place);
  });

  it('arrives through every one of them, also in another tab', { timeout: 120_000 }, async () => {
    const page = await open(`/${place}`);
    await lineHas(page, 'chase');
    for (const href of await linksOf(page)) {
      // In another profile: nothing but the link brings the sentence there.
      const tab = await open(href, { baseURL: url('/') });
      if ((await tab.locator('.sentence-line').count()) > 0) await lineHas(tab, 'chase');
      const next = await tab.locator('.page-header a', { hasText: 'Playground' }).getAttribute('href');
      expect(next, href).toBe(`/playground${place}`);
      await tab.close();
    }
  });

  it.each(['/', '/chapters', '/chapters/softmax'])('goes along the list of chapters of %s', async (path) => {
    const page = await open(path + place);
    const hrefs = await page
      .locator('.chapters a, nav.turn a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
    expect(hrefs.length).toBeGreaterThanOrEqual(12);
    for (const href of hrefs) expect(href).toContain(place);
  });

  it('is in the links while it is typed', async () => {
    const page = await open('/');
    const sheet = await openSheet(page);
    await sheet.getByLabel('Your sentence').fill('Half a');
    const link = page.locator('.page-header a', { hasText: 'Notes' });
    await expect.poll(() => link.getAttribute('href')).toContain('#text=Half+a&');
  });
});

it('no error is logged from one page to the next, and nothing moves for who wants that', async () => {
  const page = await open('/404', { ...phone, reducedMotion: 'reduce' });
  const errors = errorsOf(page);
  for (const path of pages) {
    await page.goto(url(path), { waitUntil: 'networkidle' });
    await askSentence(page, 'One two three four five six seven eight nine ten.');
    await lineCounts(page, 13);
    await line(page)
      .locator('[data-token=ten]')
      .evaluate((token) => (token as HTMLElement).click());
    // At once, without a scroll that is drawn out.
    const row = line(page).locator('.row');
    const [at, later] = [
      await row.evaluate(({ scrollLeft }) => scrollLeft),
      await row.evaluate(({ scrollLeft }) => scrollLeft),
    ];
    expect(at).toBe(later);
    expect(at).toBeGreaterThan(0);
  }
  expect(errors).toEqual([]);
});
