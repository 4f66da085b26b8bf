import type { HeadEntry } from '../../../shared/atlas/head-entry.ts';

/** What one head looks at on average: the tokens around one, `[CLS]`, `[SEP]` and punctuation. */
export interface PortraitArc {
  /** `-8` to `8`, or the kind of token. */
  readonly to: number | 'cls' | 'punctuation' | 'sep';
  readonly weight: number;
  readonly path: string;
  readonly thickness: number;
}

export const portraitSize = { width: 340, height: 150 } as const;
/** The line on which the tokens stand. */
export const tokenLine = portraitSize.height - 6;

const furthest = 8;
const centre = portraitSize.width / 2;
/** Pixels between two tokens; from the last of them to `[CLS]` and to punctuation, and on to `[SEP]`. */
const step = 14.2;
const ends = { cls: -furthest * step - 32, punctuation: furthest * step + 24, sep: furthest * step + 44 } as const;
/** Of a weight of 1. */
const thickest = 11;
/** Arcs of less are not drawn in small pictures, where they would be hairlines. */
export const leastInSmall = 0.03;

/** Middle of a token's place, in pixels. */
export function placeOf(to: PortraitArc['to']): number {
  return centre + (typeof to === 'number' ? to * step : ends[to]);
}

/** The arcs of one head, the heaviest last so that it lies on top. */
export function portraitArcs(entry: Pick<HeadEntry, 'by_offset' | 'measures'>): PortraitArc[] {
  const { by_offset, measures } = entry;
  const offsets = by_offset.map((weight, index) => arcTo(index - furthest, weight));
  const kinds = (['cls', 'punctuation', 'sep'] as const).map((kind) => arcTo(kind, measures[kind]));
  return [...offsets, ...kinds].sort((a, b) => a.weight - b.weight);
}

function arcTo(to: PortraitArc['to'], weight: number): PortraitArc {
  const end = Math.round(placeOf(to));
  const rise = to === 0 ? 30 : 30 + 0.53 * Math.abs(end - centre);
  const base = tokenLine - 4;
  const up = -Math.round((rise * 4) / 3);
  const along = end - centre;
  return {
    to,
    weight,
    path:
      to === 0
        ? `M${centre - 3} ${base}c-12 ${up} 18 ${up} 6 0`
        : `M${centre} ${base}c0 ${up} ${along} ${up} ${along} 0`,
    thickness: Math.max(0.4, round(weight * thickest)),
  };
}

/** The arcs as elements of an SVG; those of one thickness are one path. */
export function arcsSvg(arcs: readonly PortraitArc[]): string {
  const paths = new Map<number, string>();
  for (const { path, thickness } of arcs) paths.set(thickness, (paths.get(thickness) ?? '') + path);
  return [...paths].map(([thickness, path]) => `<path d="${path}" stroke-width="${thickness}"/>`).join('');
}

const leastPrinted = 0.1;
/** Pixels between two printed numbers. */
const apart = 34;

/** The arcs whose numbers are printed under their tokens: the heaviest, and the next one where it is heavy and has room. */
export function printedArcs(arcs: readonly PortraitArc[]): PortraitArc[] {
  const [first, ...others] = arcs.toReversed();
  const isFree = ({ to }: PortraitArc) => Math.abs(placeOf(to) - placeOf(first!.to)) > apart;
  const second = others.find((one) => one.weight >= leastPrinted && isFree(one));
  return second ? [first!, second] : [first!];
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
