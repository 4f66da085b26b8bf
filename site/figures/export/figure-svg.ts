import { readColor } from './css-color.ts';
import type { FigureSource } from './figure-source.ts';
import { drawBox } from './svg-boxes.ts';
import { SvgDrawing } from './svg-drawing.ts';
import { drawCanvas, drawSvg } from './svg-pictures.ts';
import { drawBelow, drawLabel, drawText } from './svg-text.ts';

/** Elements that an export leaves out, because they are there to be pressed or heard, not seen, or speak of the page; what is said with numbers of the model stays; of folded ones that paper shows, the line on which they fold stays. */
const left =
  '[data-no-export], .choices, input, select, label:has(select), .visually-hidden, details:not([open], .printed), [role=status]:not(:has([data-tensor])), title, style, script, noscript';

/**
 * A figure as it is on the page, but for what is there to be pressed, as a self-contained SVG document: text stays text,
 * boxes become rectangles, canvases become images. Below it stand the reader's sentence, where the figure is about it, and the link to the page. Opening it needs no style sheet, font or script.
 */
export function figureSvg(figure: Element, { sentence, link }: FigureSource): string {
  const drawing = takenApart(figure, () => {
    const drawing = new SvgDrawing(figure.getBoundingClientRect());
    drawChildren(drawing, figure, getComputedStyle(figure));
    return drawing;
  });
  const style = getComputedStyle(figure);
  if (sentence !== undefined) drawBelow(drawing, `“${sentence}”`, style);
  drawBelow(drawing, link, style);
  const svg = new XMLSerializer().serializeToString(drawing.finish(groundOf(figure)));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`;
}

/**
 * Draws while the figure is laid out without what an export leaves out, so that no gap stands in its place, and with the
 * answers that wait for a guess (see marks/predict/unseen.css). Nothing of it is painted, for nothing waits in between.
 */
function takenApart<Drawn>(figure: Element, draw: () => Drawn): Drawn {
  const without = new CSSStyleSheet();
  // What the attribute changes must have changed at once, and not on a way of its own.
  without.replaceSync(
    `[data-exporting] :is(${left}) { display: none !important; } [data-exporting] * { transition: none !important; }`,
  );
  document.adoptedStyleSheets.push(without);
  figure.setAttribute('data-exporting', '');
  try {
    return draw();
  } finally {
    figure.removeAttribute('data-exporting');
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== without);
  }
}

/** The background on which a figure stands: its own, or that of its first ancestor that has one. */
function groundOf(element: Element | null): string {
  if (!element) return '#ffffff';
  return readColor(getComputedStyle(element).backgroundColor)?.color ?? groundOf(element.parentElement);
}

function drawElement(drawing: SvgDrawing, element: Element): void {
  if (element.matches(left) || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return;
  const style = getComputedStyle(element);
  if (style.clipPath !== 'none') return;
  if (style.opacity === '1') drawContent(drawing, element, style);
  else drawing.group({ opacity: style.opacity }, () => drawContent(drawing, element, style));
}

function drawContent(drawing: SvgDrawing, element: Element, style: CSSStyleDeclaration): void {
  drawBox(drawing, element, style);
  if (element instanceof HTMLCanvasElement) drawCanvas(drawing, element);
  else if (element instanceof SVGSVGElement) drawSvg(drawing, element);
  else if (element instanceof HTMLSelectElement) drawLabel(drawing, selected(element), element, style);
  else drawChildren(drawing, element, style);
}

function selected({ selectedOptions }: HTMLSelectElement): string {
  return selectedOptions[0]?.text ?? '';
}

function drawChildren(drawing: SvgDrawing, element: Element, style: CSSStyleDeclaration): void {
  for (const child of element.childNodes) {
    if (child instanceof Text) drawText(drawing, child, style);
    if (child instanceof Element) drawElement(drawing, child);
  }
}
