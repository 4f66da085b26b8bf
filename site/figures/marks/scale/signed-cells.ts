/** Cells of one sign and one strength, as one path in units of cells. */
export interface CellPath {
  readonly sign: 'negative' | 'positive';
  /** 0..1 */
  readonly opacity: number;
  readonly path: string;
}

const levels = 24;

/** Domain of the signed scale: the 99th percentile of |x|, so that a few outliers do not make all others pale. */
export function signedDomain(values: readonly number[]): number {
  const sizes = values.map(Math.abs).sort((a, b) => a - b);
  return sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * 0.99))] || 1;
}

/** Maps a share of the domain, 0..1, to the strength of the ink. */
export type Curve = (share: number) => number;
export const linear: Curve = (share) => share;
/** For parts of a figure that share one domain although their sizes differ much: small values stay visible. */
export const root: Curve = Math.sqrt;

/**
 * Values as coloured cells, `columns` in a row: one colour for each sign, with opacity |x| / domain by the curve,
 * clipped at 1, in 24 steps. One path for each step keeps a vector of 768 numbers small in the page's HTML.
 */
export function signedPaths(
  values: readonly number[],
  columns: number,
  domain: number,
  curve: Curve = linear,
): CellPath[] {
  const paths = new Map<number, string>();
  values.forEach((value, index) => {
    const level = Math.sign(value) * Math.round(curve(Math.min(1, Math.abs(value) / domain)) * levels);
    if (level === 0) return;
    const cell = `M${index % columns} ${Math.floor(index / columns)}h1v1h-1z`;
    paths.set(level, (paths.get(level) ?? '') + cell);
  });
  return [...paths].map(([level, path]) => ({
    sign: level < 0 ? 'negative' : 'positive',
    opacity: Math.abs(level) / levels,
    path,
  }));
}
