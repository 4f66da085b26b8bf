import { readColor } from './css-color.ts';
import { type Attributes, round, type SvgDrawing, united } from './svg-drawing.ts';

/** Draws a text node as text: one element for each line, on the browser's baseline. */
export function drawText(drawing: SvgDrawing, node: Text, style: CSSStyleDeclaration): void {
  const angle = textAngle(node.parentElement!, style);
  for (const { text, box } of linesOf(node, angle % 180 === 0 ? 'y' : 'x'))
    drawLine(drawing, text, drawing.place(box), angle, style, node.parentElement!);
}

/** Draws the text of a control that has no text node for it. */
export function drawLabel(drawing: SvgDrawing, text: string, element: Element, style: CSSStyleDeclaration): void {
  const { x, y, height, width } = element.getBoundingClientRect();
  const size = Number.parseFloat(style.fontSize);
  const left = x + Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.borderLeftWidth);
  const box = new DOMRect(left, y + height / 2 - size * 0.65, Math.min(width, measure(text, style).width), size * 1.3);
  drawLine(drawing, text, drawing.place(box), 0, style, element);
}

/** Draws small print below everything else, in as many lines as its width needs. */
export function drawBelow(drawing: SvgDrawing, text: string, style: CSSStyleDeclaration): void {
  const color = readColor(style.color)?.color;
  const { x, width } = drawing.covered;
  const font = { fontStyle: 'normal', fontWeight: '400', fontSize: `${belowSize}px`, fontFamily: style.fontFamily };
  const widthOf = (line: string) => measure(line, font).width;
  for (const line of brokenLines(text, Math.max(width, 12 * belowSize), widthOf)) {
    const top = drawing.covered.bottom + belowSize * 0.5;
    drawing.cover(new DOMRect(x, top, 1, belowSize));
    const attributes = { x, y: top + belowSize, 'font-family': fontFamily(style.fontFamily), 'font-size': belowSize };
    // Where the picture is opened, another font may stand in for the page's.
    const room = { textLength: widthOf(line), lengthAdjust: 'spacingAndGlyphs' };
    drawing.add('text', { ...attributes, ...room, fill: color, 'fill-opacity': 0.7, 'data-source': '' }, line);
  }
}

/** Lines that are no wider than the room: broken at spaces where there are some, else wherever the room ends. */
export function brokenLines(text: string, room: number, widthOf: (line: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/\S+\s*/g) ?? []) {
    if (line && widthOf((line + word).trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = '';
    }
    for (const character of word) {
      if (line && widthOf(line + character.trimEnd()) > room) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  }
  return line ? [...lines, line.trimEnd()] : lines;
}

/** Pixels. */
const belowSize = 11;

interface Line {
  readonly text: string;
  readonly box: DOMRect;
}

/** The words of a node by lines; words of one line have the same `across`. */
function linesOf(node: Text, across: 'x' | 'y'): Line[] {
  const lines: Line[] = [];
  const range = document.createRange();
  for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const box = range.getBoundingClientRect();
    const line = lines.at(-1);
    if (line && Math.abs(line.box[across] - box[across]) < 1) {
      lines[lines.length - 1] = { text: `${line.text} ${word}`, box: united(line.box, box) };
    } else if (box.width > 0) lines.push({ text: word, box });
  }
  return lines;
}

/** Degrees clockwise by which the text is rotated, as in upright columns and turned labels. */
function textAngle(element: Element, style: CSSStyleDeclaration): number {
  let angle = style.writingMode.startsWith('vertical') ? 90 : 0;
  for (let at: Element | null = element; at; at = at.parentElement) {
    angle += Number.parseFloat(getComputedStyle(at).rotate) || 0;
  }
  return angle % 360;
}

function drawLine(
  drawing: SvgDrawing,
  text: string,
  box: DOMRect,
  angle: number,
  style: CSSStyleDeclaration,
  element: Element,
): void {
  const color = readColor(style.color);
  if (!color) return;
  drawing.cover(box);
  const { ascent, descent } = measure(text, style);
  const line = angle % 180 === 0 ? box.height : box.width;
  const rise = (line * ascent) / (ascent + descent);
  const attributes = {
    ...origin(box, angle, rise),
    ...fontOf(style),
    fill: color.color,
    'fill-opacity': color.opacity < 1 ? color.opacity : undefined,
    'text-decoration': style.textDecorationLine === 'line-through' ? 'line-through' : undefined,
    textLength: angle % 180 === 0 ? box.width : box.height,
    lengthAdjust: 'spacingAndGlyphs',
    'data-tensor': element.closest('[data-tensor]')?.getAttribute('data-tensor') ?? undefined,
  };
  drawing.add('text', attributes, text);
}

function origin(box: DOMRect, angle: number, rise: number): Attributes {
  if (angle === 90) return turned(box.right - rise, box.top, 90);
  if (angle === 270 || angle === -90) return turned(box.left + rise, box.bottom, -90);
  return { x: box.left, y: box.top + rise };
}

function turned(x: number, y: number, angle: number): Attributes {
  return { transform: `translate(${round(x)} ${round(y)}) rotate(${angle})` };
}

export function fontOf(style: CSSStyleDeclaration): Attributes {
  return {
    'font-family': fontFamily(style.fontFamily),
    'font-size': Number.parseFloat(style.fontSize),
    'font-weight': style.fontWeight === '400' ? undefined : style.fontWeight,
    'font-style': style.fontStyle === 'normal' ? undefined : style.fontStyle,
  };
}

/** Font names that other programs know, without the suffixes and fallbacks of the page's own font files. */
function fontFamily(css: string): string {
  const names = css.split(',').map((name) => name.trim().replaceAll('"', ''));
  const known = names.filter((name) => !name.includes('fallback:')).map((name) => name.replace(/-[0-9a-f]{16}$/, ''));
  return known.join(', ');
}

let context: CanvasRenderingContext2D | null | undefined;

type Font = Pick<CSSStyleDeclaration, 'fontStyle' | 'fontWeight' | 'fontSize' | 'fontFamily'>;

function measure(text: string, style: Font): { ascent: number; descent: number; width: number } {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) throw new Error('expected a browser with a 2D canvas, found none');
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { fontBoundingBoxAscent, fontBoundingBoxDescent, width } = context.measureText(text);
  return { ascent: fontBoundingBoxAscent, descent: fontBoundingBoxDescent, width };
}
