/** The drawing of one step of the model on the strip, in a box of 80 by 40 that the river runs through. */
export interface StripPart {
  /** SVG paths: the filled shapes, and the lines. */
  readonly fill: string;
  readonly line: string;
  /** Half the river's width at the left edge, in the middle and at the right edge. */
  readonly river: readonly [left: number, middle: number, right: number];
}

/** Distance of the river's middle from the top. */
const bed = 27;
const flow = 4;
const even = [flow, flow, flow] as const;

/** Path of squares in rows of `columns`, `pitch` from one to the next. */
function cells(count: number, columns: number, left: number, top: number, size: number, pitch = size + 2): string {
  return Array.from({ length: count }, (_, index) => {
    const [x, y] = [left + (index % columns) * pitch, top + Math.floor(index / columns) * pitch];
    return `M${x} ${y}h${size}v${size}h-${size}z`;
  }).join('');
}

/** Path of upright bars on the bank of the river. */
function bars(heights: readonly number[], left: number, size: number, pitch: number): string {
  return heights
    .map((height, index) => `M${left + index * pitch} ${bed - flow}v-${height}h${size}v${height}z`)
    .join('');
}

/** Path of a strand that joins the river from the left, starting at `from` and `height`. */
function strand(from: number, height: number): string {
  return `M${from} ${height}C${from + 18} ${height} ${from + 18} ${bed} ${from + 36} ${bed}`;
}

const parts: Readonly<Record<string, StripPart>> = {
  tokens: { fill: 'M6 22h16v10h-16zM25 22h26v10h-26zM54 22h11v10h-11z', line: '', river: [0, 0, flow] },
  embeddings: { fill: 'M26 13h28v4h-28z', line: 'M26 4h28v18h-28zM26 8.5h28M26 13h28M26 17h28M40 17v10', river: even },
  positions: { fill: '', line: `${strand(22, 5)}${strand(22, 12)}${strand(22, 19)}`, river: even },
  projections: { fill: 'M22 6h8v15h-8zM36 6h8v15h-8zM50 6h8v15h-8z', line: '', river: even },
  scores: { fill: cells(9, 3, 30, 3, 5, 7), line: '', river: even },
  softmax: { fill: bars([3, 18, 5, 2, 9], 24, 5, 7), line: '', river: even },
  'weighted-sum': { fill: '', line: `${strand(14, 4)}${strand(22, 9)}${strand(30, 14)}`, river: even },
  heads: { fill: cells(12, 6, 19, 7, 5, 7), line: '', river: even },
  residual: { fill: '', line: `M18 ${bed}C18 4 62 4 62 ${bed}`, river: [flow, 8, 8] },
  'feed-forward': { fill: '', line: '', river: [8, 13, flow] },
  layers: { fill: bars(Array<number>(12).fill(13), 17, 1.6, 4), line: '', river: even },
  lenses: {
    fill: '',
    line: `M40 ${bed}m-11 0a11 11 0 1 0 22 0a11 11 0 1 0 -22 0M48 19L57 8`,
    river: [flow, flow, flow],
  },
};

/** The drawing for a chapter. A chapter without one of its own is a plain stretch of the river. */
export function stripPart(chapter: string): StripPart {
  return parts[chapter] ?? { fill: '', line: '', river: even };
}

/** Path of the river in one part. It overlaps both neighbours a little, so that no gap shows. */
export function riverOutline({ river: [left, middle, right] }: StripPart): string {
  const bank = (sign: number) => [left, middle, right].map((half) => bed + sign * half);
  const [a, b, c] = bank(-1);
  const [d, e, f] = bank(1);
  return `M-1 ${a}H0C20 ${a} 20 ${b} 40 ${b}C60 ${b} 60 ${c} 80 ${c}H81V${f}H80C60 ${f} 60 ${e} 40 ${e}C20 ${e} 20 ${d} 0 ${d}H-1Z`;
}
