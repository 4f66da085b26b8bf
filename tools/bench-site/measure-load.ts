import type { Browser, Page } from 'playwright-core';

/** What a reader waits for, on a slow machine. */
export interface LoadMeasures {
  /** Largest contentful paint, milliseconds from navigation. https://www.w3.org/TR/largest-contentful-paint/ */
  readonly largestPaintMs: number;
  /** Sum of all layout shifts, also those while scrolling to the end. https://github.com/WICG/layout-instability */
  readonly layoutShift: number;
}

declare global {
  interface Window {
    loadMeasures: { largestPaintMs: number; layoutShift: number };
  }
}

/** Opens a page as new, with the processor slowed down so many times, and scrolls through it. */
export async function measureLoad(browser: Browser, address: string, slowdown: number): Promise<LoadMeasures> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.addInitScript(observePaints);
    await page.goto(address, { waitUntil: 'networkidle' });
    await page.waitForFunction(() => window.loadMeasures.largestPaintMs > 0);
    const { largestPaintMs } = await page.evaluate(() => window.loadMeasures);
    await scrollThrough(page);
    const { layoutShift } = await page.evaluate(() => window.loadMeasures);
    return { largestPaintMs, layoutShift };
  } finally {
    await context.close();
  }
}

/** Runs in the page, before it. */
function observePaints(): void {
  window.loadMeasures = { largestPaintMs: 0, layoutShift: 0 };
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) window.loadMeasures.largestPaintMs = startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
      if (!hadRecentInput) window.loadMeasures.layoutShift += value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** One screen after the other, so that every figure wakes. */
async function scrollThrough(page: Page): Promise<void> {
  const { height, screen } = await page.evaluate(() => ({ height: document.body.scrollHeight, screen: innerHeight }));
  for (let top = 0; top < height; top += screen) {
    await page.evaluate((to) => scrollTo({ top: to, behavior: 'instant' }), top);
    await page.waitForTimeout(120);
  }
  await page.waitForLoadState('networkidle');
}
