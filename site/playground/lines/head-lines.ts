/** Colours of heads that are overlaid, one for each of the 12, told apart with any colour vision (Krzywinski). */
export const headColors = [
  '#9F0162',
  '#009F81',
  '#FF5AAF',
  '#00FCCF',
  '#8400CD',
  '#008DF9',
  '#00C2F9',
  '#FFB2FD',
  '#A40122',
  '#E20134',
  '#FF6E3A',
  '#FFC33B',
] as const;

export interface Line {
  /** Index among the rows that are shown; `to` is one among the columns. */
  readonly from: number;
  readonly to: number;
  /** 0..1 */
  readonly share: number;
}

/** More lines than this hide each other, so only the largest are drawn. */
export const maxLines = 1500;

/**
 * The lines of one head whose share is at least `least`. The largest come last, so that they lie on top.
 * @param shares [units, units]
 * @param only an index among `rows`: the one row that is drawn
 */
export function headLines(
  shares: Float32Array,
  unitCount: number,
  { rows, columns }: { rows: readonly number[]; columns: readonly number[] },
  least: number,
  only?: number,
): Line[] {
  const lines: Line[] = [];
  rows.forEach((row, from) => {
    if (only !== undefined && only !== from) return;
    columns.forEach((column, to) => {
      const share = shares[row * unitCount + column]!;
      if (share >= least && share > 0) lines.push({ from, to, share });
    });
  });
  return lines.sort((a, b) => a.share - b.share).slice(-maxLines);
}

/** Pixels: 1 + 5 sqrt(w). */
export function lineWidth(share: number): number {
  return 1 + 5 * Math.sqrt(share);
}

/** The places whose labels have room, `gap` pixels apart. Where two collide, the earlier in the list wins. */
export function labelled(places: readonly number[], y: (place: number) => number, gap: number): number[] {
  const kept: number[] = [];
  for (const place of places) if (kept.every((other) => Math.abs(y(other) - y(place)) >= gap)) kept.push(place);
  return kept;
}
