import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { AnkiImport } from '../../../../site/study/cards/anki-text.ts';
import { browserHere, leaveBrowser } from '../../../browser-here.ts';

interface Bundled {
  readonly anki: { readAnkiText(file: string): AnkiImport };
}

/** `readAnkiText` in a real browser: the HTML of a field is read by the browser's own parser. */
export function useBrowserReader(): (file: string) => Promise<AnkiImport> {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    const bundle = { bundle: true, write: false, format: 'iife', globalName: 'anki', logLevel: 'silent' } as const;
    const { outputFiles } = await build({ ...bundle, entryPoints: ['site/study/cards/anki-text.ts'] });
    browser = await browserHere();
    page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0]!.text });
  });
  afterAll(leaveBrowser);
  return (file) => page.evaluate((text) => (globalThis as unknown as Bundled).anki.readAnkiText(text), file);
}
