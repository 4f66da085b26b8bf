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
  /** Place among the rows and among the columns that are shown. */
  readonly from: number;
  readonly to: number;
  /** 0..1 */
  readonly share: number;
}

/** More lines than this are no picture: the largest are drawn. */
export const maxLines = 1500;

/**
 * What one head draws: lines of at least `least`, the largest last, so that they lie on top.
 * @param shares [units, units] @param only the row that is drawn alone, a place among `rows`
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

/** 1 + 5 sqrt(w), in pixels. */
export function lineWidth(share: number): number {
  return 1 + 5 * Math.sqrt(share);
}

/** Those of the places that have room for a label, `gap` pixels apart, the first ones in the list before the others. */
export function labelled(places: readonly number[], y: (place: number) => number, gap: number): number[] {
  const kept: number[] = [];
  for (const place of places) if (kept.every((other) => Math.abs(y(other) - y(place)) >= gap)) kept.push(place);
  return kept;
}
