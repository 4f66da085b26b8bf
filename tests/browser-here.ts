import type { Browser } from 'playwright-core';
import { startBrowser } from '../tools/bench-site/launch-browser.ts';

let started: Promise<Browser> | undefined;

/**
 * The browser of the files that run in this process, one after the other; it ends with the process. It is this process's
 * own, since what is said to a browser through another is written and read twice: a tenth of a page's time.
 */
export function browserHere(): Promise<Browser> {
  // Pages of one site are drawn by one process, which saves its start.
  started ??= startBrowser(['--process-per-site']);
  return started;
}

/** What a file has opened in it is closed. */
export async function leaveBrowser(): Promise<void> {
  const browser = await started;
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
}
