import type { Page } from 'playwright-core';

/** Outside the Latin subset of the fonts that the site serves. */
const foreign = '[^\\u0000-\\u00ff\\u2000-\\u206f\\u20ac\\u2122\\u2191\\u2193\\u2212\\u2215]';

/**
 * Puts every sign that the page's own fonts lack (arrows, ticks, roots) into a box one em wide, so that what stands beside
 * it is in the same place whichever font of the machine draws the sign.
 */
export async function boxSigns(page: Page): Promise<void> {
  await page.evaluate(boxIn, foreign);
}

/** Runs in the page. */
function boxIn(foreign: string): void {
  const signs = new RegExp(`(${foreign})`, 'u');
  const boxed = (part: string) => {
    if (!signs.test(part)) return part;
    const box = document.createElement('boxed-sign');
    box.style.cssText = 'display: inline-block; inline-size: 1em; line-height: 1; white-space: nowrap';
    box.textContent = part;
    return box;
  };
  const found: Text[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) found.push(walker.currentNode as Text);
  for (const node of found) {
    const isDrawn = node.parentElement?.closest('figure') && !node.parentElement.closest('svg, option, script, style');
    if (!isDrawn || !signs.test(node.data)) continue;
    const parts = document.createElement('boxed-signs');
    parts.append(...node.data.split(signs).map(boxed));
    node.replaceWith(parts);
  }
}

/**
 * A figure's SVG made small and comparable: one element a line, indented by the pictures it stands in; places in whole
 * pixels, in a picture's own viewBox in tenths; the usual font said once; no width of a sign that a font of the machine
 * draws; pixels as the mean colours of 12 by 12 parts.
 */
export async function plainDrawing(page: Page, svg: string): Promise<string> {
  let drawing = svg;
  for (const [whole, pixels] of svg.matchAll(/href="(data:[^"]*)"/g)) {
    drawing = drawing.replace(whole, `data-means="${await page.evaluate(meanColors, pixels!)}"`);
  }
  return page.evaluate(inLines, [withPlainIds(drawing), foreign] as const);
}

/** The page gives its gradients ids that count its components: here they count the gradients of the drawing. */
function withPlainIds(svg: string): string {
  const ids = [...svg.matchAll(/ id="(?!paint-)([^"]+)"/g)].map(([, id]) => id!);
  return ids.reduce(
    (drawing, id, index) => drawing.replaceAll(`"${id}"`, `"own-${index}"`).replaceAll(`#${id})`, `#own-${index})`),
    svg,
  );
}

/** Runs in the page. */
async function meanColors(address: string): Promise<string> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [12, 12];
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, 12, 12);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, 12, 12);
  const { data } = context.getImageData(0, 0, 12, 12);
  const hex = (byte: number) => byte.toString(16).padStart(2, '0');
  const color = (part: number) => `#${[...data.slice(4 * part, 4 * part + 3)].map(hex).join('')}`;
  return Array.from({ length: 144 }, (_, part) => color(part)).join(' ');
}

/** Runs in the page. */
function inLines([svg, foreign]: readonly [svg: string, foreign: string]): string {
  const places = 'x y x1 x2 y1 y2 width height textLength transform viewBox rx stroke-width'.split(' ');
  const font = 'IBM Plex Sans, sans-serif';
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const depthOf = (element: Element): number => {
    const parent = element.parentElement?.closest('svg');
    return parent ? 1 + depthOf(parent) : 0;
  };
  const round = (element: Element, depth: number) => {
    for (const { name, value } of [...element.attributes]) {
      if (!places.includes(name) || (name === 'viewBox' && depth > 0)) continue;
      const rounded = (number: string) => String(Number(Number(number).toFixed(depth > 1 ? 1 : 0)) + 0);
      element.setAttribute(name, value.replaceAll(/-?\d+(?:\.\d+)?/g, rounded));
    }
  };
  // The link says on which port the test serves the page.
  for (const line of parsed.querySelectorAll('[data-source]')) line.remove();
  for (const element of parsed.querySelectorAll('*')) {
    const depth = depthOf(element);
    round(element, depth);
    element.removeAttribute('lengthAdjust');
    if (new RegExp(`^${foreign}$`, 'u').test(element.textContent)) element.removeAttribute('textLength');
    if (element.getAttribute('font-family') === font) element.removeAttribute('font-family');
    if (element.parentElement) element.before(`\n${' '.repeat(depth)}`);
    if (element.lastElementChild) element.append(`\n${' '.repeat(depth)}`);
  }
  parsed.documentElement.setAttribute('font-family', font);
  return `${new XMLSerializer().serializeToString(parsed.documentElement)}\n`;
}
