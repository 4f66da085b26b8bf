import type { Browser } from 'playwright-core';

export interface RedrawMeasures {
  /** From the click to the first frame in which the figure shows the new sentence, without the API's time. */
  readonly redrawMs: number;
  /** From the first request to the last byte of the last answer. */
  readonly apiMs: number;
}

const word = 'chase';
const sentence = `Dogs ${word} cats because they are bored.`;

/** Asks for another sentence and waits for its words in the figure. */
export async function measureRedraw(browser: Browser, address: string, figure: string): Promise<RedrawMeasures> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 4000 } });
  try {
    const page = await context.newPage();
    await page.goto(address, { waitUntil: 'networkidle' });
    await page.getByLabel('Your sentence').fill(sentence);
    return await page.evaluate(redraw, { figure, word });
  } finally {
    await context.close();
  }
}

/** Runs in the page: its own clock, so that nothing of the way to the browser is counted. */
async function redraw({ figure, word }: { figure: string; word: string }): Promise<RedrawMeasures> {
  const button = Array.from(document.querySelectorAll('button')).find(({ textContent }) =>
    /Ask the model/.test(textContent ?? ''),
  );
  if (!button) throw new Error('expected a button "Ask the model", found none');
  const shows = () =>
    Array.from(document.querySelectorAll(figure)).some(({ textContent }) => textContent?.includes(word));
  performance.clearResourceTimings();
  const clicked = performance.now();
  const changed = new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!shows()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  button.click();
  await changed;
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  const total = performance.now() - clicked;
  const asked = performance
    .getEntriesByType('resource')
    .filter(({ name }) => name.includes('/v1/')) as PerformanceResourceTiming[];
  const apiMs =
    Math.max(...asked.map(({ responseEnd }) => responseEnd)) - Math.min(...asked.map(({ startTime }) => startTime));
  return { redrawMs: total - apiMs, apiMs };
}
