import { expect, it } from 'vitest';
import { useSite } from '../open-page.ts';
import { withHeldScripts } from './held-scripts.ts';

const { url, open } = useSite({ patience: 30_000 });

it.each(['/', '/map', '/chapters/layers', '/chapters/scores', '/playground'])(
  'on %s what was unfolded before the scripts came stays so',
  async (path) => {
    const page = await open('/robots.txt');
    const wake = await withHeldScripts(page, url(path));
    const folded = await page.locator('details:not([open]) > summary').elementHandles();
    expect(folded.length).toBeGreaterThan(0);
    for (const summary of folded) await summary.evaluate((one: HTMLElement) => one.click());
    await wake();
    const isOpen = await Promise.all(
      folded.map((summary) => summary.evaluate((one) => one.parentElement?.hasAttribute('open'))),
    );
    expect(isOpen).toEqual(folded.map(() => true));
  },
);
