import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { type PicturePlace, pictureViewport } from './places.ts';

/** What draws a figure of the page as an SVG; the figures' own SVG button does it with the same module. */
const drawing = await build({
  stdin: { contents: `export { figureSvg } from './site/figures/export/figure-svg.ts'`, resolveDir: process.cwd() },
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'drawing',
});

/**
 * The picture at a place, as phones have it in the light theme, as a self-contained SVG.
 * @param site address of the built site
 * @throws Error where the page has no such element
 */
export async function drawPicture(browser: Browser, site: URL, place: PicturePlace): Promise<string> {
  const options = { viewport: pictureViewport, colorScheme: 'light', reducedMotion: 'reduce' } as const;
  const page = await browser.newPage(options);
  try {
    await page.goto(new URL(place.page, site).href, { waitUntil: 'networkidle' });
    if (place.press) await page.getByRole('button', { name: place.press }).click();
    if (place.awaits) await page.locator(place.awaits).first().waitFor();
    const element = page.locator(place.element).filter({ visible: true }).first();
    await element.waitFor();
    // Figures wake up when they come in sight.
    await element.scrollIntoViewIfNeeded();
    await page.waitForFunction(isAwake, place.element);
    await page.evaluate(() => document.fonts.ready);
    if (place.without) await page.addStyleTag({ content: `:is(${place.without}) { display: none !important; }` });
    await page.evaluate(`${drawing.outputFiles[0]!.text}; window.drawing = drawing`);
    return await element.evaluate(drawIt);
  } finally {
    await page.close();
  }
}

/** Runs in the page. */
function isAwake(element: string): boolean {
  return !document.querySelector(element)?.closest('astro-island')?.hasAttribute('ssr');
}

type Draws = { readonly drawing: { figureSvg(figure: Element, source: { link: string }): string } };

/** Runs in the page. */
function drawIt(figure: Element): string {
  return (window as unknown as Draws).drawing.figureSvg(figure, { link: '' });
}
