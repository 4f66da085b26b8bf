import { describe, expect, it } from 'vitest';
import { clock } from '../../../site/podcast/episode.ts';
import { axeFindings } from '../open-page.ts';
import { cues, questions, shownFigure, usePodcast } from './live-player.ts';

const { openLive } = usePodcast();

describe('the figure on the stage', () => {
  it('lights in the figure what the voice speaks of, one thing at a time', async () => {
    const page = await openLive({ viewport: { width: 1440, height: 2400 } });
    const slider = page.getByRole('slider', { name: 'Position' });
    // The slider goes to whole seconds; a cue between two of them is too short for it.
    const seconds = cues.flatMap((cue) =>
      Math.ceil(cue.start) < cue.end ? [{ ...cue, at: Math.ceil(cue.start) }] : [],
    );
    expect(seconds.length).toBeGreaterThan(25);
    for (const { at, light } of seconds) {
      await slider.fill(String(at));
      await page.waitForFunction((name) => {
        const [lit, ...others] = document.querySelectorAll('.scene.now .lit');
        const named = `[data-part="${name}"], [data-tensor="${name}"]`;
        return others.length === 0 && lit?.checkVisibility() && (lit.matches(named) || lit.querySelector(named));
      }, light);
    }
    await slider.fill('1');
    await page.locator('.lit').waitFor({ state: 'detached' });
  });

  it('lights it also where the figure draws it later', async () => {
    const page = await openLive({ viewport: { width: 1440, height: 2400 } });
    await page.getByRole('slider', { name: 'Position' }).fill(String(Math.ceil(cues[0]!.start)));
    const lit = page.locator('.scene.now .lit');
    await lit.first().waitFor();
    const drawnAnew = await lit.first().evaluate((element) => {
      const anew = element.cloneNode(true) as Element;
      anew.classList.remove('lit');
      element.replaceWith(anew);
      return document.querySelector('.scene.now .lit') === null;
    });
    expect(drawnAnew).toBe(true);
    await lit.first().waitFor();
  });

  it('has the figure under its controls on the first screen of a phone, and a question at its foot', async () => {
    const page = await openLive({ viewport: { width: 360, height: 740 } });
    const [controls, figure] = [page.locator('.deck'), page.locator('.scene.now figure')];
    const gap =
      (await figure.boundingBox())!.y - ((await controls.boundingBox())!.y + (await controls.boundingBox())!.height);
    expect(gap).toBeLessThan(40);
    expect((await figure.boundingBox())!.y).toBeLessThan(620);
    expect((await controls.boundingBox())!.height).toBeLessThan(130);
    await page.getByRole('slider', { name: 'Position' }).fill(String(Math.ceil(questions[4]!.start)));
    await page.locator('.stage').evaluate((stage) => scrollTo(0, stage.getBoundingClientRect().top + scrollY - 140));
    const isAtTheFoot = async () => {
      const question = (await page.locator('.asked').boundingBox())!;
      expect(question.y).toBeGreaterThan(740 * 0.4);
      expect(question.y + question.height).toBeLessThanOrEqual(740);
    };
    await isAtTheFoot();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await isAtTheFoot();
  });

  it.each(questions)(
    'moves its controls out of the way of a question at the foot of a phone: $id',
    async ({ start }) => {
      const page = await openLive({ viewport: { width: 360, height: 740 } });
      await page.getByRole('slider', { name: 'Position' }).fill(String(Math.ceil(start)));
      await page.locator('.asked').waitFor();
      const gap = () =>
        page.evaluate(() => {
          const [controls, question] = ['.deck', '.asked'].map((name) => document.querySelector(name)!);
          return question!.getBoundingClientRect().top - controls!.getBoundingClientRect().bottom;
        });
      await expect.poll(gap).toBeGreaterThanOrEqual(0);
    },
  );

  it('lets a question be closed, which is then no longer waited for', async () => {
    const page = await openLive({ viewport: { width: 360, height: 740 } });
    await page.getByRole('checkbox', { name: 'Wait for my answer' }).check();
    await page.getByRole('slider', { name: 'Position' }).fill(String(Math.ceil(questions[0]!.start)));
    await page.getByRole('button', { name: 'Close the question' }).click();
    await page.locator('.asked').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Play' }).click();
    await page
      .getByText(clock(questions[0]!.told + 1), { exact: false })
      .first()
      .waitFor({ timeout: 20_000 });
    await page.getByRole('button', { name: 'Pause' }).waitFor();
  });

  it('keeps the figure in sight on a phone while the voice plays, until the listener lets it go, also next time', async () => {
    const page = await openLive({ viewport: { width: 360, height: 740 } });
    const stage = page.locator('.stage');
    const end = () => page.locator('.words').evaluate((words) => words.scrollIntoView({ block: 'end' }));
    const seen = async () => {
      const [box, deck] = [(await stage.boundingBox())!, (await page.locator('.deck').boundingBox())!];
      return Math.min(740, box.y + box.height) - Math.max(deck.y + deck.height, box.y);
    };
    await end();
    expect(await seen()).toBeLessThan(0);
    const links = page.getByRole('navigation', { name: 'Chapters of the episode' }).getByRole('link');
    await links.nth(4).click();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForFunction(() => document.querySelector('audio')!.currentTime > 0.3);
    await end();
    await expect.poll(seen).toBeGreaterThan(160);
    expect(await seen()).toBeLessThanOrEqual(740 * 0.4);
    expect(await shownFigure(page)).toHaveLength(1);
    const lit = cues.find(({ start }) => start > 200)!;
    await page.getByRole('slider', { name: 'Position' }).fill(String(Math.ceil(lit.start)));
    await page.locator('.scene.now .lit').waitFor();
    const isInSight = () =>
      page.locator('.scene.now .lit').evaluate((part) => {
        const [{ top, bottom }, box] = [
          part.getBoundingClientRect(),
          document.querySelector('.stage')!.getBoundingClientRect(),
        ];
        return (top + bottom) / 2 > box.top && (top + bottom) / 2 < box.bottom;
      });
    await expect.poll(isInSight).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await axeFindings(page, 'main')).toEqual([]);
    await page.getByRole('button', { name: 'Unpin the figure' }).click();
    const seenFromTheEnd = async () => {
      await end();
      return seen();
    };
    await expect.poll(seenFromTheEnd).toBeLessThan(0);
    expect(await page.getByLabel('Keep the figure in sight').isChecked()).toBe(false);
    await page.reload();
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    expect(await stage.evaluate((one) => getComputedStyle(one).position)).toBe('static');
    await page.getByLabel('Keep the figure in sight').check();
    expect(await stage.evaluate((one) => getComputedStyle(one).position)).toBe('sticky');
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect.poll(() => stage.evaluate((one) => getComputedStyle(one).position)).toBe('static');
  });
});
