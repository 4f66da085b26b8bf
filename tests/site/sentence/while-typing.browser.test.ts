import { describe, expect, it } from 'vitest';
import presets from '../../../site/content/presets.json' with { type: 'json' };
import { askSentence, lineCounts, lineHas, lineTokens, openSheet, sentenceOf, useSite } from '../open-page.ts';
import { first, hashOf } from './line-page.ts';

const { open, url } = useSite({ patience: 20_000 });

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

  it('the line and the figures of a page ask for their tensors together, in one trace', async () => {
    const page = await open('/chapters/scores', { viewport: { width: 1280, height: 4000 } });
    const sheet = await openSheet(page);
    const traces: string[] = [];
    page.on('request', (request) => {
      if (/v1\/(trace|attention)$/.test(request.url())) traces.push(request.postData() ?? '');
    });
    const askAbout = async (first: string, rest: string) => {
      await sheet.getByLabel('Your sentence').fill(`${first} ${rest}`);
      await page.locator('.key-shadows h2', { hasText: `“${first}”` }).waitFor();
      await page.locator('.why-it-looks-there', { hasText: first }).waitFor();
    };
    // The first sentence also wakes figures up, each in its moment.
    await askAbout('dogs', 'chase cats.');
    await page.waitForLoadState('networkidle');
    traces.length = 0;
    await askAbout('wolves', 'chase dogs.');
    const weights = Array.from({ length: 12 }, (_, layer) => `attentions.${layer}`);
    expect(traces.map((body) => JSON.parse(body).tensors)).toEqual([
      expect.arrayContaining([...weights, 'attention_scores.8', 'key.8', 'query.8']),
    ]);
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
  ])('no frame of %s shows numbers of another sentence that are not marked so', async (path, figure, names) => {
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
  });

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
