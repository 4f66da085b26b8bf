import { expect, it } from 'vitest';
import { allShown } from '../../../site/ui/wake-all.ts';
import { useSite } from '../open-page.ts';

const { url, open } = useSite({ patience: 30_000 });

it.each(['/', '/map', '/chapters/layers', '/chapters/scores', '/playground'])(
  'on %s what was unfolded before the scripts came stays so',
  async (path) => {
    const page = await open('/robots.txt');
    let letScriptsCome = (): void => {};
    const held = new Promise<void>((resolve) => {
      letScriptsCome = resolve;
    });
    await page.route('**/*.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(url(path), { waitUntil: 'commit' });
    await page.locator('footer').waitFor();
    const folded = await page.locator('details:not([open]) > summary').elementHandles();
    expect(folded.length).toBeGreaterThan(0);
    for (const summary of folded) await summary.evaluate((one: HTMLElement) => one.click());
    letScriptsCome();
    await page.waitForLoadState('load');
    await page.waitForFunction((wakes) => {
      dispatchEvent(new Event(wakes));
      const asleep = document.querySelectorAll('astro-island[ssr]');
      for (const island of asleep) island.dispatchEvent(new PointerEvent('pointerover'));
      return asleep.length === 0;
    }, allShown);
    const isOpen = await Promise.all(
      folded.map((summary) => summary.evaluate((one) => one.parentElement?.hasAttribute('open'))),
    );
    expect(isOpen).toEqual(folded.map(() => true));
  },
);
