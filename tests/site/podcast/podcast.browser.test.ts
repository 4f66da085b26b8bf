import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { questionAt } from '../../../site/podcast/episode.ts';
import { typographic } from '../../../site/podcast/typography.ts';
import budgets from '../../../tools/bench-site/budgets.json' with { type: 'json' };
import { axeFindings } from '../open-page.ts';
import { chapters, duration, lines, questions, shownFigure, usePodcast } from './live-player.ts';
import { readEpisode } from './read-episode.ts';

const { openPage, url, open, openLive } = usePodcast();

const audioTime = (page: Page) => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime);
const near = (time: number) => async (page: Page) =>
  page.waitForFunction((wanted) => Math.abs(document.querySelector('audio')!.currentTime - wanted) < 0.5, time);

describe('the podcast page', () => {
  it('loads no audio before it is asked for, then plays, and seeks into what it has not loaded', async () => {
    const page = await openLive();
    const audio = page.locator('audio');
    expect(await audio.evaluate(({ readyState }: HTMLAudioElement) => readyState)).toBe(0);
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForFunction(() => document.querySelector('audio')!.currentTime > 0.3);
    expect(Math.abs((await audio.evaluate((one: HTMLAudioElement) => one.duration)) - duration)).toBeLessThan(0.2);
    const links = page.getByRole('navigation', { name: 'Chapters of the episode' }).getByRole('link');
    await links.last().click();
    const there = lines.at(-chapters.at(-1)!.lines.length)[0].start;
    await page.waitForFunction((start) => document.querySelector('audio')!.currentTime >= start, there);
    const before = await audioTime(page);
    await page.waitForFunction((time) => document.querySelector('audio')!.currentTime > time + 0.3, before);
  });

  it('loads the scripts of the figure on the stage alone: with the player at most 60 KB as gzip sends them', async () => {
    const page = await openLive();
    await page.locator('#figure-tokens astro-island:not([ssr])').waitFor();
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    const scripts = loaded.map((name) => new URL(name).pathname).filter((path) => path.endsWith('.js'));
    expect(scripts.some((path) => path.includes('EpisodePlayer'))).toBe(true);
    expect(scripts.some((path) => path.includes('Softmax'))).toBe(false);
    const bytes = scripts.map((path) => gzipSync(readFileSync(`dist${path}`), { level: 6 }).length);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(budgets.scriptBytes);
  });

  it('goes where the transcript is clicked, and brings up the figure of that chapter', async () => {
    const page = await openLive();
    expect(await shownFigure(page)).toEqual(['figure-tokens']);
    const first = lines.findIndex(([{ text }]: { text: string }[]) => text.startsWith('Now queries meet keys'));
    const passage = lines[first][0];
    await page.getByText(typographic(passage.text)).click();
    await near(passage.start)(page);
    expect(await shownFigure(page)).toEqual(['figure-scores']);
    await page.locator('#figure-scores .chapter-figure').waitFor();
    expect(await page.locator('.box .now').textContent()).toBe(typographic(passage.text));
    expect(await page.getByRole('link', { name: 'Scores', exact: false }).first().getAttribute('aria-current')).toBe(
      'true',
    );
  });

  it('goes to a chapter, whose figure is alive', async () => {
    const page = await openLive();
    await page
      .getByRole('navigation', { name: 'Chapters of the episode' })
      .getByRole('link', { name: 'Softmax' })
      .click();
    expect(await shownFigure(page)).toEqual(['figure-softmax']);
    // The voice has just answered the question of the chapter before, which this listener has not heard.
    const begins = await audioTime(page);
    expect(questionAt({ questions }, begins)).toBeDefined();
    expect(await page.locator('.asked').count()).toBe(0);
    const figure = page.locator('#figure-softmax .chapter-figure');
    await page.locator('#figure-softmax astro-island:not([ssr])').waitFor();
    await figure.getByRole('slider', { name: 'Your guess' }).press('ArrowRight');
    await figure.locator('.verdict', { hasText: 'You say' }).waitFor();
  });

  it('plays, pauses and skips by keyboard alone', async () => {
    const page = await openLive();
    await page.getByRole('button', { name: 'Play' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('audio')!.currentTime > 0.3);
    await page.keyboard.press('k');
    await page.getByRole('button', { name: 'Play' }).waitFor();
    const before = await audioTime(page);
    await page.keyboard.press('l');
    await near(before + 15)(page);
    await page.keyboard.press('ArrowLeft');
    await near(before)(page);
    const slider = page.getByRole('slider', { name: 'Position' });
    await slider.focus();
    await page.keyboard.press('End');
    await near(Math.floor(duration))(page);
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^8 minutes .* of 8 minutes .*, Lenses$/);
  });

  it('keeps the speed and the position', async () => {
    const page = await openLive();
    await page.getByLabel('Speed').selectOption('1.5');
    await page
      .getByRole('link', { name: /Listen from 3:/ })
      .first()
      .click();
    const place = await audioTime(page);
    expect(place).toBeGreaterThan(180);
    await page.reload();
    await page.getByRole('button', { name: 'Play' }).waitFor();
    await near(place)(page);
    expect(await page.getByLabel('Speed').inputValue()).toBe('1.5');
    expect(await page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.playbackRate)).toBe(1.5);
  });

  it('scrolls its transcript with the voice, until the reader scrolls', async () => {
    const page = await openLive();
    const top = () => page.locator('.box').evaluate((box) => box.scrollTop);
    const links = page.getByRole('navigation', { name: 'Chapters of the episode' }).getByRole('link');
    await links.last().click();
    await page.waitForFunction(() => document.querySelector('.box')!.scrollTop > 300);
    await page.locator('.box').hover();
    await page.mouse.wheel(0, -50_000);
    await page.waitForFunction(() => document.querySelector('.box')!.scrollTop === 0);
    expect(await page.getByRole('button', { name: 'Follow the voice' }).getAttribute('aria-pressed')).toBe('false');
    await links.nth(5).click();
    await near(lines.flat().length > 0 ? await audioTime(page) : 0)(page);
    expect(await top()).toBe(0);
  });

  it('tells the system what is playing, and obeys it', async () => {
    const page = await openPage('/404');
    await page.addInitScript(() => {
      const handlers: Record<string, unknown> = {};
      navigator.mediaSession.setActionHandler = (action, handler) => {
        handlers[action] = handler;
      };
      Object.assign(window, { handlers });
    });
    await page.goto(url('/podcast'));
    await page.getByRole('button', { name: 'Play' }).waitFor();
    expect(await page.evaluate(() => navigator.mediaSession.metadata?.title)).toBe(readEpisode().title);
    await page.evaluate(() => {
      const { handlers } = window as unknown as { handlers: Record<string, (details: object) => void> };
      handlers.nexttrack!({});
    });
    expect(await shownFigure(page)).toEqual(['figure-embeddings']);
  });

  it('asks where the voice asks, and records an answer that comes before the voice has told it', async () => {
    const page = await openLive();
    const slider = page.getByRole('slider', { name: 'Position' });
    const [first, second] = questions;
    await slider.fill(String(Math.ceil(first!.start)));
    const asked = page.locator('.asked');
    await asked.getByRole('button', { name: 'It is cut into tokens.' }).click();
    await asked.getByText('Right. Recorded with your quiz answers.').waitFor();
    await slider.fill(String(Math.ceil(second!.told)));
    await asked.getByText('The voice has said it.').waitFor();
    await asked.getByRole('listitem').getByRole('button').first().click();
    await asked.getByText('Not recorded').waitFor();
    const answers = await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open('study');
        opening.onsuccess = () => resolve(opening.result);
      });
      const reading = database.transaction('documents').objectStore('documents').get('progress');
      await new Promise((resolve) => reading.addEventListener('success', resolve));
      database.close();
      return JSON.stringify(reading.result);
    });
    expect(answers).toContain('"question":"tokens-first"');
    expect(answers).not.toContain('"question":"embeddings-carry"');
  });

  it('waits for the answer where the listener wants that, until they go on', async () => {
    const page = await openLive();
    await page.getByLabel('Wait for my answer').check();
    await page.getByRole('slider', { name: 'Position' }).fill(String(Math.floor(questions[0]!.asked) - 1));
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByText('The voice waits for you.').waitFor();
    expect(await page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.paused)).toBe(true);
    const held = await audioTime(page);
    expect(held).toBeLessThan(questions[0]!.told);
    expect(await axeFindings(page, 'main')).toEqual([]);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.waitForFunction((time) => document.querySelector('audio')!.currentTime > time + 0.3, held);
    await page.reload();
    await page.getByRole('button', { name: 'Play' }).waitFor();
    expect(await page.getByLabel('Wait for my answer').isChecked()).toBe(true);
  });

  it('without scripts has the audio, every word, and a figure for each chapter', async () => {
    const page = await open({ javaScriptEnabled: false });
    expect(await page.locator('audio').getAttribute('controls')).not.toBeNull();
    for (const { lines } of chapters)
      expect(await page.locator('.box').textContent()).toContain(typographic(lines[0]!.text.trim()).slice(0, 60));
    expect(await page.locator('.scene:visible').count()).toBe(1);
    await page.getByRole('link', { name: 'Residual' }).first().click();
    await page.locator('#figure-residual .chapter-figure').waitFor();
    expect(await page.locator('.scene:visible').count()).toBe(1);
    expect(await page.getByRole('link', { name: 'Listen from 0:00' }).first().getAttribute('href')).toMatch(/\.mp3#t=/);
  });

  it('gives axe-core nothing to find in either theme', async () => {
    const page = await openLive();
    await page
      .getByRole('link', { name: /Listen from 1:/ })
      .first()
      .click();
    expect(await axeFindings(page)).toEqual([]);
  });

  it.each([360, 768])('keeps its controls in sight above the figure, %i pixels wide', async (width) => {
    const page = await openLive({ viewport: { width, height: 740 } });
    await page.locator('.stage').evaluate((stage) => scrollTo(0, stage.getBoundingClientRect().top + scrollY - 300));
    const top = async (selector: string) => (await page.locator(selector).boundingBox())!;
    const [controls, stage] = [await top('.controls'), await top('.stage')];
    expect(controls.y).toBeGreaterThanOrEqual(0);
    expect(controls.y + controls.height).toBeLessThanOrEqual(stage.y);
    await page.getByRole('button', { name: 'Forward 15 seconds' }).click();
    await page.getByText('0:15 /').waitFor();
  });

  it.each([360, 768])('fits %i pixels in every chapter', async (width) => {
    const page = await openLive({ viewport: { width, height: 800 } });
    const links = page.getByRole('navigation', { name: 'Chapters of the episode' }).getByRole('link');
    for (let index = 0; index < (await links.count()); index++) {
      await links.nth(index).click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });
});
