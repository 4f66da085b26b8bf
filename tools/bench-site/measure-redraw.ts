import type { Browser, Page, Request } from 'playwright-core';

export interface RedrawMeasures {
  /** From the last key to the frame in which the figure shows the new sentence, without the API's time. */
  readonly redrawMs: number;
  /** The same with everything: that typing rests, the API, the drawing. */
  readonly answerMs: number;
}

/** Sentences of 13 tokens, told apart by their first word: of a new sentence it is the token that figures are about. */
const words = ['dogs', 'wolves', 'boys', 'girls', 'birds', 'foxes', 'ducks'];
/** Without a question for so long, a page has asked all that it wants to know; it asks within 600 ms of the last key. */
const quietMs = 800;
const end = 'chase the cat through town because it was tired.';

/** The median of some sentences that are typed to their last key. */
export async function measureRedraw(browser: Browser, address: string, figure: string): Promise<RedrawMeasures> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 4000 } });
  try {
    const page = await context.newPage();
    const settled = watchQuestions(page);
    await page.goto(address, { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: 'Change the sentence' }).click();
    const taken: RedrawMeasures[] = [];
    for (const word of words) taken.push(await typeTo(page, figure, word, settled));
    return {
      redrawMs: median(taken.map(({ redrawMs }) => redrawMs)),
      answerMs: median(taken.map(({ answerMs }) => answerMs)),
    };
  } finally {
    await context.close();
  }
}

/**
 * Watches what a page asks the API. The function that it gives resolves once nothing has been asked for a while: an engine
 * that still works on the sentence before would be counted to the next. Playwright's own `networkidle` is of the first load alone.
 */
function watchQuestions(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  let since = Date.now();
  const isQuestion = (request: Request) => request.url().includes('/v1/');
  const ended = (request: Request) => {
    if (open.delete(request)) since = Date.now();
  };
  page.on('request', (request) => {
    if (isQuestion(request)) open.add(request);
  });
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  return async () => {
    since = Date.now();
    while (open.size > 0 || Date.now() - since < quietMs) await page.waitForTimeout(50);
  };
}

async function typeTo(page: Page, figure: string, word: string, settled: () => Promise<void>): Promise<RedrawMeasures> {
  // What comes before is another text, and is settled.
  await page.getByRole('textbox', { name: 'Your sentence' }).fill(`Nobody will ${end}`);
  await settled();
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
    .filter(({ name, startTime }) => name.includes('/v1/') && startTime >= pressed) as PerformanceResourceTiming[];
  const apiMs =
    Math.max(...asked.map(({ responseEnd }) => responseEnd)) - Math.min(...asked.map(({ startTime }) => startTime));
  return { redrawMs: answerMs - apiMs, answerMs };
}
