import { readColor } from './css-color.ts';
import { type Attributes, grown, type SvgDrawing, svgElement } from './svg-drawing.ts';

/** Draws what CSS paints behind an element's content: its background, gradients, borders and outline. */
export function drawBox(drawing: SvgDrawing, element: Element, style: CSSStyleDeclaration): void {
  const box = drawing.place(element.getBoundingClientRect());
  if (box.width === 0 || box.height === 0) return;
  const radius = { rx: px(style.borderTopLeftRadius) || undefined };
  drawRect(drawing, box, { ...radius, ...fillOf(style.backgroundColor) });
  splitList(style.backgroundImage).forEach((image, index) => {
    drawGradient(drawing, box, image, nth(style.backgroundPosition, index), nth(style.backgroundSize, index));
  });
  drawBorders(drawing, box, style, radius);
  drawOutline(drawing, box, style);
}

function fillOf(css: string): Attributes | undefined {
  const color = readColor(css);
  return color && { fill: color.color, 'fill-opacity': color.opacity < 1 ? color.opacity : undefined };
}

function strokeOf(css: string, width: number): Attributes | undefined {
  const color = readColor(css);
  if (!color || width === 0) return undefined;
  const { opacity } = color;
  return {
    fill: 'none',
    stroke: color.color,
    'stroke-width': width,
    'stroke-opacity': opacity < 1 ? opacity : undefined,
  };
}

function drawRect(drawing: SvgDrawing, box: DOMRect, paint: Attributes): void {
  if (paint.fill === undefined) return;
  drawing.cover(box);
  drawing.add('rect', { x: box.x, y: box.y, width: box.width, height: box.height, ...paint });
}

/** Draws the `linear-gradient(...)` of one background layer, at its position and in its size. */
function drawGradient(drawing: SvgDrawing, box: DOMRect, image: string, position: string, size: string): void {
  const inside = /^linear-gradient\((.*)\)$/.exec(image)?.[1];
  if (inside === undefined) return;
  const [width = 'auto', height = 'auto'] = size.split(' ');
  const area = new DOMRect(0, 0, extent(width, box.width), extent(height, box.height));
  const [left = '0%', top = '0%'] = position.split(' ');
  area.x = box.x + offset(left, box.width - area.width);
  area.y = box.y + offset(top, box.height - area.height);
  const parts = splitList(inside);
  const isDirected = /^(to |-?[\d.]+deg)/.test(parts[0]!);
  const stops = stopsOf(isDirected ? parts.slice(1) : parts);
  const isPlain = stops.every(({ css }) => css === stops[0]!.css);
  const ends = (isDirected && gradientEnds[parts[0]!]) || { x1: 0, y1: 0, x2: 0, y2: 1 };
  drawRect(drawing, area, isPlain ? (fillOf(stops[0]!.css) ?? {}) : { fill: drawing.define(gradient(stops, ends)) });
}

/** Of the directions that the site's styles name; `to bottom` otherwise. */
const gradientEnds: Readonly<Record<string, Attributes>> = {
  'to right': { x1: 0, y1: 0, x2: 1, y2: 0 },
  '135deg': { x1: 0, y1: 0, x2: 1, y2: 1 },
};

interface Stop {
  readonly css: string;
  readonly offset: number;
}

/** Colours and where each stands: at its percentages, or evenly where one has another place or none. */
function stopsOf(parts: readonly string[]): Stop[] {
  const placed = parts.map((part) => {
    const css = part.replace(/(?<=.)( -?[\d.]+(%|px))+$/, '');
    const places = part.slice(css.length).trim().split(' ').filter(Boolean);
    return { css, offsets: places.map((place) => (/%$|^0px$/.test(place) ? px(place) / 100 : Number.NaN)) };
  });
  if (placed.every(({ offsets }) => offsets.length > 0 && offsets.every(Number.isFinite))) {
    return placed.flatMap(({ css, offsets }) => offsets.map((offset) => ({ css, offset })));
  }
  return placed.map(({ css }, index) => ({ css, offset: index / (placed.length - 1) }));
}

function gradient(stops: readonly Stop[], ends: Attributes): SVGElement {
  const element = svgElement('linearGradient', ends);
  for (const { css, offset } of stops) {
    const color = readColor(css) ?? { color: readColor(stops.at(-1)!.css)?.color, opacity: 0 };
    element.append(svgElement('stop', { offset, 'stop-color': color.color, 'stop-opacity': color.opacity }));
  }
  return element;
}

const sides = ['Top', 'Right', 'Bottom', 'Left'] as const;

function drawBorders(drawing: SvgDrawing, box: DOMRect, style: CSSStyleDeclaration, radius: Attributes): void {
  const strokes = sides.map((side) => strokeOf(style[`border${side}Color`], px(style[`border${side}Width`])));
  const [top] = strokes;
  if (top && strokes.every((stroke) => JSON.stringify(stroke) === JSON.stringify(top))) {
    const line = Number(top['stroke-width']);
    drawRect(drawing, grown(box, -line / 2), { ...radius, ...top });
    return;
  }
  const { left, right, top: y0, bottom } = box;
  const lines = [
    { x1: left, x2: right, y1: y0, y2: y0 },
    { x1: right, x2: right, y1: y0, y2: bottom },
    { x1: left, x2: right, y1: bottom, y2: bottom },
    { x1: left, x2: left, y1: y0, y2: bottom },
  ];
  strokes.forEach((stroke, side) => {
    if (stroke) drawing.add('line', { ...lines[side], ...stroke });
  });
}

function drawOutline(drawing: SvgDrawing, box: DOMRect, style: CSSStyleDeclaration): void {
  if (style.outlineStyle === 'none') return;
  const width = px(style.outlineWidth);
  const paint = strokeOf(style.outlineColor, width);
  if (paint) drawRect(drawing, grown(box, px(style.outlineOffset) + width / 2), paint);
}

function px(length: string): number {
  return Number.parseFloat(length) || 0;
}

/** A length of `background-size` in pixels; `auto` is the whole box. */
function extent(length: string, whole: number): number {
  if (!/^[\d.]/.test(length)) return whole;
  return length.endsWith('%') ? (px(length) / 100) * whole : px(length);
}

/** A length of `background-position` in pixels; a percentage refers to the room that is left. */
function offset(length: string, room: number): number {
  return length.endsWith('%') ? (px(length) / 100) * room : px(length);
}

function nth(list: string, index: number): string {
  const items = splitList(list);
  return items[index % items.length] ?? '';
}

/** Splits a list at the commas outside brackets. */
function splitList(list: string): string[] {
  const items: string[] = [];
  let [depth, from] = [0, 0];
  [...list].forEach((character, index) => {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character !== ',' || depth > 0) return;
    items.push(list.slice(from, index).trim());
    from = index + 1;
  });
  return [...items, list.slice(from).trim()];
}
