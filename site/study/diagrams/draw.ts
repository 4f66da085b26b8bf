import { signedDomain, signedPaths } from '../../figures/marks/scale/signed-cells.ts';
import type { Diagram } from './diagram.ts';

type Anchor = 'start' | 'middle' | 'end';

interface Label {
  readonly anchor?: Anchor;
  /** Classes of `Diagram.svelte`: a role (`query`), `small`, `strong`, `number`. */
  readonly kind?: string | undefined;
  /** How the API names the number that stands there. */
  readonly tensor?: string;
}

/** A line of text; `y` is that of its baseline. */
export function label(text: string, x: number, y: number, { anchor = 'start', kind = '', tensor }: Label = {}): string {
  const named = tensor ? ` data-tensor="${escaped(tensor)}"` : '';
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" class="${kind}"${named}>${escaped(text)}</text>`;
}

/** The name of a matrix or a bias with its index. */
export function matrix(name: 'W' | 'b', index: string, x: number, y: number, kind = ''): string {
  return label(name, x, y, { kind }) + label(index, x + (name === 'W' ? 13 : 8), y + 4, { kind: `index ${kind}` });
}

/** A drawing with more labels on it, and other words for those who do not see it. */
export function withLabels({ height, markup }: Diagram, labels: readonly string[], alt: string): Diagram {
  return { height, markup: markup + labels.join(''), alt };
}

/** A box with a line of text in its middle. */
export function box(
  text: string,
  x: number,
  y: number,
  width: number,
  { kind = '' }: Pick<Label, 'kind'> = {},
): string {
  const frame = `<rect class="box ${kind}" x="${x}" y="${y}" width="${width}" height="${boxHeight}" rx="4"/>`;
  return frame + label(text, x + width / 2, y + 18, { anchor: 'middle', kind });
}

export const boxHeight = 26;

/** An arrow along straight lines, from the first point to the last. */
export function arrow(...points: readonly (readonly [x: number, y: number])[]): string {
  const [before, end] = points.slice(-2) as [readonly [number, number], readonly [number, number]];
  const [x, y] = end;
  const length = Math.hypot(x - before[0], y - before[1]) || 1;
  const [dx, dy] = [((x - before[0]) / length) * 5, ((y - before[1]) / length) * 5];
  const tip = `M${fixed(x - dx - dy)} ${fixed(y - dy + dx)}L${x} ${y}L${fixed(x - dx + dy)} ${fixed(y - dy - dx)}`;
  return `<path class="arrow" d="M${points.map((point) => point.join(' ')).join('L')}${tip}"/>`;
}

/** Numbers as a row of cells, brown below zero and teal above, on a domain of their own. */
export function strip(values: readonly number[], x: number, y: number, width: number, height = 12): string {
  const scale = `translate(${x} ${y}) scale(${fixed(width / values.length)} ${height})`;
  const cells = signedPaths(values, values.length, signedDomain(values));
  const paths = cells.map(
    ({ sign, opacity, path }) => `<path class="${sign}" opacity="${fixed(opacity)}" d="${path}"/>`,
  );
  return `<rect class="ground" x="${x}" y="${y}" width="${width}" height="${height}"/><g transform="${scale}">${paths.join('')}</g>`;
}

/** A part that a card may cover: what stands in the box of these sides, `[x, y, width, height]`. */
export function part(
  name: string,
  [x, y, width, height]: readonly [number, number, number, number],
  markup: string,
): string {
  const cover = `<rect class="cover" x="${x}" y="${y}" width="${width}" height="${height}" rx="4"/>`;
  const mark = label('?', x + width / 2, y + height / 2 + 6, { anchor: 'middle', kind: 'cover' });
  return `<g data-part="${name}">${markup}${cover}${mark}</g>`;
}

export const fixed = (value: number): string => String(Number(value.toFixed(2)));

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
