import type { Browser } from 'playwright-core';

/** Of the steps of a selection in the playground, in milliseconds. */
export interface StepMeasures {
  readonly tokens: number;
  readonly medianMs: number;
  readonly slowestMs: number;
}

/** A step that takes longer is felt. */
export const stepBudgetMs = 50;

const steps = 20;
const tokens = 512;
/** 510 words of one piece each. */
const text = Array.from({ length: tokens - 2 }, (_, index) => ['the', 'cat', 'sat', 'on'][index % 4]).join(' ');

/**
 * How long the playground takes for a step down the matrix of 512 tokens: from the key to the frame in which every view
 * shows the next row, without the API's time.
 */
export async function measureLongText(browser: Browser, address: string): Promise<StepMeasures> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
  try {
    const page = await context.newPage();
    await page.goto(address, { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: 'Change the sentence' }).click();
    await page.getByRole('textbox', { name: 'Your sentence' }).fill(text);
    await page.keyboard.press('Enter');
    const heatmap = page.locator('.matrix [role=application]');
    await heatmap.waitFor({ timeout: 120_000 });
    await page.waitForLoadState('networkidle', { timeout: 240_000 });
    await heatmap.focus();
    const taken = await page.evaluate(stepDown, steps);
    const sorted = taken.toSorted((a, b) => a - b);
    return { tokens, medianMs: sorted[steps / 2]!, slowestMs: sorted.at(-1)! };
  } finally {
    await context.close();
  }
}

/** The measures in a sentence. */
export function longTextLine({ tokens: count, medianMs, slowestMs }: StepMeasures): string {
  return `Playground, ${count} tokens: a step of the selection takes ${medianMs.toFixed(0)} ms (median of ${steps}), ${slowestMs.toFixed(0)} ms at most; budget ${stepBudgetMs} ms.`;
}

/** Runs in the page: its own clock, so that nothing of the way to the browser is counted. */
async function stepDown(count: number): Promise<number[]> {
  const taken: number[] = [];
  for (let step = 0; step < count; step++) {
    await new Promise((idle) => setTimeout(idle, 150));
    const pressed = performance.now();
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
    await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
    taken.push(performance.now() - pressed);
  }
  return taken;
}
