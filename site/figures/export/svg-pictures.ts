import { readColor } from './css-color.ts';
import { type SvgDrawing, svgElement } from './svg-drawing.ts';
import { fontOf } from './svg-text.ts';

/** Draws a canvas with its present pixels. */
export function drawCanvas(drawing: SvgDrawing, canvas: HTMLCanvasElement): void {
  const box = drawing.place(canvas.getBoundingClientRect());
  const { x, y, width, height } = box;
  drawing.cover(box);
  const pixels = { href: canvas.toDataURL(), preserveAspectRatio: 'none', 'image-rendering': 'pixelated' };
  drawing.add('image', { x, y, width, height, ...pixels });
}

/** Draws an SVG of the page in its place, with the computed paint of the page's styles as attributes. */
export function drawSvg(drawing: SvgDrawing, svg: SVGSVGElement): void {
  const box = drawing.place(svg.getBoundingClientRect());
  const { x, y, width, height } = box;
  drawing.cover(box);
  const view = svg.getAttribute('viewBox') ?? undefined;
  const fit = svg.getAttribute('preserveAspectRatio') ?? undefined;
  const frame = {
    x,
    y,
    width,
    height,
    viewBox: view,
    preserveAspectRatio: fit,
    overflow: getComputedStyle(svg).overflow,
  };
  const copy = drawing.add('svg', { ...frame, 'data-tensor': svg.getAttribute('data-tensor') ?? undefined });
  for (const child of svg.children) copy.append(...copied(child));
}

const geometry =
  /^(x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|d|dx|dy|width|height|points|transform|offset|gradientUnits|patternUnits|viewBox|preserveAspectRatio|text-anchor|dominant-baseline|data-tensor|value)$/;

function copied(element: Element): SVGElement[] {
  const style = getComputedStyle(element);
  if (element.tagName === 'title' || style.display === 'none' || style.visibility === 'hidden') return [];
  const copy = svgElement(element.tagName, {});
  for (const { name, value } of element.attributes) if (geometry.test(name)) copy.setAttribute(name, value);
  const paint = attributesOf(element, style);
  for (const [name, value] of Object.entries(paint)) if (value !== undefined) copy.setAttribute(name, String(value));
  for (const child of element.childNodes) {
    if (child instanceof Text && child.data.trim()) copy.append(spaced(child));
    if (child instanceof Element) copy.append(...copied(child));
  }
  return [copy];
}

/** The text with single spaces, also beside an element that stands in the same text; none at an end. */
function spaced({ data, previousSibling, nextSibling }: Text): string {
  const text = data.replace(/\s+/g, ' ');
  const begun = previousSibling instanceof Element ? text : text.trimStart();
  return nextSibling instanceof Element ? begun : begun.trimEnd();
}

function attributesOf(element: Element, style: CSSStyleDeclaration): Record<string, string | number | undefined> {
  if (element instanceof SVGGradientElement || element instanceof SVGPatternElement) return { id: element.id };
  if (element instanceof SVGStopElement) {
    const stop = readColor(style.stopColor);
    return { 'stop-color': stop?.color, 'stop-opacity': (stop?.opacity ?? 0) * Number(style.stopOpacity) };
  }
  const paint = { ...paintOf(style), ...(element.tagName.startsWith('t') ? fontOf(style) : {}) };
  // A line with a length of its own is dashed only while it is drawn in; programs that do not know that length would leave it in dashes.
  return element.hasAttribute('pathLength') ? { ...paint, 'stroke-dasharray': undefined } : paint;
}

function paintOf(style: CSSStyleDeclaration): Record<string, string | number | undefined> {
  const fill = readPaint(style.fill);
  const stroke = readPaint(style.stroke);
  const opacity = (of: number | undefined, own: string) =>
    (of ?? 1) * Number(own) < 1 ? (of ?? 1) * Number(own) : undefined;
  return {
    fill: fill?.color ?? 'none',
    'fill-opacity': opacity(fill?.opacity, style.fillOpacity),
    ...(stroke && {
      stroke: stroke.color,
      'stroke-opacity': opacity(stroke.opacity, style.strokeOpacity),
      'stroke-width': Number.parseFloat(style.strokeWidth),
      'stroke-dasharray': style.strokeDasharray === 'none' ? undefined : style.strokeDasharray,
      'vector-effect': style.vectorEffect === 'none' ? undefined : style.vectorEffect,
    }),
    // Without it an outline in the colour of the paper covers the letters that it stands around.
    'paint-order': style.paintOrder === 'normal' ? undefined : style.paintOrder,
    opacity: style.opacity === '1' ? undefined : style.opacity,
  };
}

function readPaint(css: string) {
  const gradient = /^url\("(#[^"]+)"\)/.exec(css)?.[1];
  if (gradient) return { color: `url(${gradient})`, opacity: 1 };
  return css === 'none' ? undefined : readColor(css);
}
