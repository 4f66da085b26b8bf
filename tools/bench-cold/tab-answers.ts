import type { Browser, BrowserContext } from 'playwright-core';

/** Asked of the tab alone, because the API cannot be reached. */
const text = 'Nobody but this tab reads it.';
const token = 'nobody';

/**
 * Milliseconds from the reader's yes to the first answer of the model in the tab, in pages that have just been opened:
 * module, worker, weights from the browser's own store, threads, and the first pass. The download comes before, and is
 * not counted.
 * @param site address of the built site
 */
export async function tabAnswers(browser: Browser, site: URL, runs: number): Promise<number[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    await answerInTab(context, site);
    const times: number[] = [];
    for (let run = 0; run < runs; run++) times.push(await answerInTab(context, site));
    return times;
  } finally {
    await context.close();
  }
}

async function answerInTab(context: BrowserContext, site: URL): Promise<number> {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.route('**/v1/**', (route) => route.abort());
  await page.goto(new URL(`/#text=${encodeURIComponent(text)}`, site).href);
  await page.getByRole('button', { name: 'Run BERT in this tab instead' }).click();
  const run = page.getByRole('button', { name: /^Run in this tab/ });
  await run.waitFor();
  await page.waitForLoadState('networkidle');
  const time = await run.evaluate(pressAndWait, `.sentence-line [data-token="${token}"]`);
  await page.close();
  return time;
}

/** Runs in the page: its own clock, so that nothing of the way to the browser is counted. */
async function pressAndWait(button: Element, shown: string): Promise<number> {
  const pressed = performance.now();
  const answered = new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!document.querySelector(shown)) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { subtree: true, childList: true });
  });
  (button as HTMLElement).click();
  await answered;
  return performance.now() - pressed;
}
