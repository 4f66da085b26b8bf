import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from '../../../shared/tensors/safetensors.ts';
import { downloaded } from '../downloaded.ts';
import { askSentence, axeFindings, openSheet, tokenPicked } from '../open-page.ts';
import {
  type Attention,
  at,
  expectNumerals,
  holdLayers,
  lens,
  type Nested,
  type Traced,
  usePlayground,
} from './playground-page.ts';

const { open, openLive, ask, url } = usePlayground();

const settled = (page: Page) => page.locator('.panel[aria-busy=true]').first().waitFor({ state: 'detached' });

describe('what can be taken along', () => {
  /** What a POSIX shell makes of the words of a command. */
  const shellWords = (command: string) =>
    JSON.parse(
      execFileSync('sh', ['-c', `set -- ${command.replace(/^curl /, '')}; for word; do printf '%s\\0' "$word"; done`], {
        encoding: 'utf8',
      })
        .split('\0')
        .map((word) => JSON.stringify(word))
        .join(',')
        .replace(/^(.*)$/s, '[$1]'),
    ) as string[];

  it('is a curl command whose answer has the numbers on screen, within 1e-6, with heads out and a token masked', async () => {
    const page = await openLive('#text=It%27s+a+%22snowboarding%22+cat.&layer=3&head=5&token=1');
    await page.locator('.matrix .numeral data').first().waitFor();
    const run = async () => {
      const words = shellWords(await page.locator('#take pre').innerText());
      const body = words[words.indexOf('-d') + 1]!;
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(words.find((word) => word.startsWith('http'))!, { method: 'POST', headers, body });
      return (await response.json()) as Attention & Traced;
    };
    await expectNumerals(page, at((await run()).attentions, 0, 0) as Nested, 1e-6);
    const link = `${new URL(page.url()).hash}&off=1.1,2.4&mask=2`;
    await page.goto('about:blank');
    await page.goto(url(`/playground${link}`));
    await page.locator('.matrix .across', { hasText: '[MASK]' }).waitFor();
    await expectNumerals(page, at((await run()).tensors['attentions.2']!.data, 4) as Nested, 1e-6);
  });

  it('is a file of exact numbers, and a picture', async () => {
    const page = await openLive();
    const saved = async (name: string, panel: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.locator(`#${panel}`).getByRole('button', { name }).click(),
      ]);
      return downloaded(file);
    };
    const { tensors, metadata } = readSafetensors(new Uint8Array(await saved('Save as safetensors', 'take')));
    expect(tensors.attentions!.shape).toEqual([1, 1, 13, 13]);
    expect(metadata.model).toBe('bert-base-uncased');
    expect((await saved('PNG', 'matrix')).subarray(1, 4).toString()).toBe('PNG');
  });
});

describe('keys', () => {
  it('move the selection, change the model and open the sheet that lists them, and can be switched off', async () => {
    const page = await openLive();
    await page.keyboard.press(']');
    await page.getByRole('heading', { name: 'Layer 9 · Head 12', exact: true }).waitFor();
    await page.keyboard.press('n');
    expect(await tokenPicked(page)).toBe('was');
    await page.keyboard.press('x');
    await page.getByText('Layer 9 · Head 12 out').waitFor();
    await page.keyboard.press('u');
    await page.getByText('Every view shows the model as it is.').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'How to use the playground' }).waitFor();
    await page.getByLabel('single-key shortcuts').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('[');
    await page.getByRole('heading', { name: 'Layer 9 · Head 12', exact: true }).waitFor();
    const sheet = await openSheet(page);
    await sheet.getByLabel('Your sentence').fill('x [ ]');
    expect(await page.locator('#changes .on').count()).toBe(0);
  });
});

describe('512 tokens', () => {
  it('are drawn: all heads layers by layers as they come, one head as a picture that the arrow keys read', async () => {
    const page = await openLive('', { viewport: { width: 1440, height: 900 } });
    const text = Array.from({ length: 510 }, (_, index) => (index % 2 ? 'sat' : 'cat')).join(' ');
    const letGo = await holdLayers(page, 8);
    await askSentence(page, text);
    const heatmap = page.locator('.matrix [role=application]');
    await heatmap.waitFor({ timeout: 60_000 });
    await page.getByText('2 of 12 layers are here').waitFor({ timeout: 60_000 });
    expect(await page.locator('.all-heads dl data').count()).toBe(8);
    letGo();
    await heatmap.focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowRight');
    expect(await heatmap.getAttribute('aria-label')).toMatch(/Now from \[CLS\] to cat \(token 1\), weight/);
    const { attentions } = await ask<Attention>('/v1/attention', { text, layers: [8], heads: [10] });
    const row = at(attentions, 0, 0, 0) as readonly number[];
    const largest = Number(await page.locator('.row-bars data').first().getAttribute('value'));
    expect(Math.abs(largest - Math.max(...row))).toBeLessThan(1e-6);
  }, 150_000);
});

describe('a link to the playground', () => {
  it('holds everything that is on screen, and gives it back', async () => {
    const page = await openLive();
    await lens(page, 'norm');
    await page.getByRole('checkbox', { name: 'words' }).check();
    await page.locator('.sentence-line [data-token=tired]').click();
    await settled(page);
    await expect.poll(() => new URL(page.url()).hash).toMatch(/token=10&.*lens=norm&words=1/);
    const { href } = new URL(page.url());
    const again = await openLive(new URL(href).hash);
    await again.locator('.matrix-grid data[data-tensor^="shares(words(attention_norms.8[10]))"]').first().waitFor();
    expect(await tokenPicked(again)).toBe('tired');
  });
});

describe('without scripts', () => {
  it('shows the matrix, the lines and the overview of the first sentence', async () => {
    const page = await open('', { javaScriptEnabled: false });
    expect(await page.locator('.matrix [role=gridcell][data-cell]').count()).toBe(169);
    expect(await page.locator('.lines .lines path').count()).toBeGreaterThan(1);
    expect(await page.locator('.all-heads .picture').getAttribute('style')).toContain('/presets/cat.png');
  });
});

describe('axe-core', () => {
  it.each([1440, 360])('finds nothing at %i px in either theme, and nothing sticks out', async (width) => {
    const page = await openLive('', { viewport: { width, height: 900 } });
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});
