import type { Browser, Page } from 'playwright-core';

export interface RedrawMeasures {
  /** From the last key to the frame in which the figure shows the new sentence, without the API's time. */
  readonly redrawMs: number;
  /** The same with everything: that typing rests, the API, the drawing. */
  readonly answerMs: number;
}

/** Sentences of 13 tokens, told apart by their first word: of a new sentence it is the token that figures are about. */
const words = ['dogs', 'wolves', 'boys', 'girls', 'birds', 'foxes', 'ducks'];
const end = 'chase the cat through town because it was tired.';

/** The median of some sentences that are typed to their last key. */
export async function measureRedraw(browser: Browser, address: string, figure: string): Promise<RedrawMeasures> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 4000 } });
  try {
    const page = await context.newPage();
    await page.goto(address, { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: 'Change the sentence' }).click();
    const taken: RedrawMeasures[] = [];
    for (const word of words) taken.push(await typeTo(page, figure, word));
    return {
      redrawMs: median(taken.map(({ redrawMs }) => redrawMs)),
      answerMs: median(taken.map(({ answerMs }) => answerMs)),
    };
  } finally {
    await context.close();
  }
}

async function typeTo(page: Page, figure: string, word: string): Promise<RedrawMeasures> {
  // What comes before is another text, and is settled.
  await page.getByRole('textbox', { name: 'Your sentence' }).fill(`Nobody will ${end}`);
  await page.waitForTimeout(600);
  await page.waitForLoadState('networkidle');
  return page.evaluate(lastKey, { figure, word, text: `${word} ${end}` });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** Runs in the page: its own clock, so that nothing of the way to the browser is counted. */
async function lastKey({
  figure,
  word,
  text,
}: {
  figure: string;
  word: string;
  text: string;
}): Promise<RedrawMeasures> {
  const field = document.querySelector<HTMLTextAreaElement>('#sentence');
  if (!field) throw new Error('expected a field for the sentence, found none');
  const shows = () =>
    Array.from(document.querySelectorAll(figure)).some(({ textContent }) => textContent?.includes(word));
  performance.clearResourceTimings();
  const pressed = performance.now();
  const changed = new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!shows()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await changed;
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
  const answerMs = performance.now() - pressed;
  const asked = performance
    .getEntriesByType('resource')
    .filter(({ name }) => name.includes('/v1/')) as PerformanceResourceTiming[];
  const apiMs =
    Math.max(...asked.map(({ responseEnd }) => responseEnd)) - Math.min(...asked.map(({ startTime }) => startTime));
  return { redrawMs: answerMs - apiMs, answerMs };
}
