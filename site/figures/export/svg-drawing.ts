const namespace = 'http://www.w3.org/2000/svg';

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Pixels around the drawing. */
const margin = 16;

/** An SVG that is being drawn. Coordinates are pixels from the figure's upper left corner. */
export class SvgDrawing {
  readonly root = svgElement('svg', {});
  readonly #origin: DOMRect;
  #definitions: SVGElement | undefined;
  #parent: Element = this.root;
  #covered: DOMRect | undefined;

  /** @param origin the figure's box in its window */
  constructor(origin: DOMRect) {
    this.#origin = origin;
  }

  /** Converts a box of the window to the drawing's coordinates. */
  place(box: DOMRectReadOnly): DOMRect {
    return new DOMRect(box.x - this.#origin.x, box.y - this.#origin.y, box.width, box.height);
  }

  /** Extends the drawing to include a box. */
  cover(box: DOMRect): void {
    this.#covered = this.#covered ? united(this.#covered, box) : box;
  }

  /** The box that includes everything drawn so far. */
  get covered(): DOMRect {
    return this.#covered ?? new DOMRect();
  }

  /** The finished document, with a margin and one background colour. */
  finish(ground: string): SVGElement {
    const { x, y, width, height } = grown(this.#covered ?? new DOMRect(), margin);
    this.root.prepend(svgElement('rect', { x, y, width, height, fill: ground }));
    const view = [x, y, width, height].map(round);
    for (const [name, value] of Object.entries({ width: view[2], height: view[3], viewBox: view.join(' ') })) {
      this.root.setAttribute(name, String(value));
    }
    return this.root;
  }

  add(tag: string, attributes: Attributes, text?: string): SVGElement {
    const element = svgElement(tag, attributes);
    if (text !== undefined) element.textContent = text;
    this.#parent.append(element);
    return element;
  }

  /** Puts what `draw` adds into a group. */
  group(attributes: Attributes, draw: () => void): void {
    const parent = this.#parent;
    this.#parent = this.add('g', attributes);
    draw();
    this.#parent = parent;
  }

  /** Adds a definition, such as a gradient. @returns a reference to it */
  define(element: SVGElement): string {
    if (!this.#definitions) {
      this.#definitions = svgElement('defs', {});
      this.root.prepend(this.#definitions);
    }
    element.id = `paint-${this.#definitions.childElementCount}`;
    this.#definitions.append(element);
    return `url(#${element.id})`;
  }
}

export function svgElement(tag: string, attributes: Attributes): SVGElement {
  const element = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, String(typeof value === 'number' ? round(value) : value));
  }
  return element;
}

/** A box that is larger on every side. */
export function grown({ x, y, width, height }: DOMRect, by: number): DOMRect {
  return new DOMRect(x - by, y - by, Math.max(0, width + 2 * by), Math.max(0, height + 2 * by));
}

/** The smallest box around two. */
export function united(a: DOMRect, b: DOMRect): DOMRect {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return new DOMRect(x, y, Math.max(a.right, b.right) - x, Math.max(a.bottom, b.bottom) - y);
}

/** Two decimals, because nobody sees smaller differences. */
export function round(value: number): number {
  return Number(value.toFixed(2));
}
