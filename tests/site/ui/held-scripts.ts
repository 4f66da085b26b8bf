import type { Page } from 'playwright-core';
import { allShown } from '../../../site/ui/wake-all.ts';

/** Opens an address whose scripts come only when told; call what it gives to let them come and all parts of the page wake. */
export async function withHeldScripts(page: Page, address: string): Promise<() => Promise<void>> {
  let letScriptsCome = (): void => {};
  const held = new Promise<void>((resolve) => {
    letScriptsCome = resolve;
  });
  await page.route('**/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('footer').waitFor();
  return async () => {
    letScriptsCome();
    await page.waitForLoadState('load');
    await page.waitForFunction((wakes) => {
      dispatchEvent(new Event(wakes));
      const asleep = document.querySelectorAll('astro-island[ssr]');
      for (const island of asleep) island.dispatchEvent(new PointerEvent('pointerover'));
      return asleep.length === 0;
    }, allShown);
  };
}
