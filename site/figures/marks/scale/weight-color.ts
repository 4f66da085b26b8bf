/**
 * Colour of an attention weight: opacity = sqrt(w) of one ink, on the fixed domain 0..1 in every figure.
 * Weights are heavy-tailed; on a linear scale only the sinks would be seen.
 */
export function weightOpacity(weight: number): number {
  return Math.sqrt(Math.min(1, Math.max(0, weight)));
}

/**
 * Opacity of the ink above which a number on it has the other colour: there black and white contrast equally, in both
 * themes.
 */
export const inkTurn = 0.71;

/**
 * Whether a number on this weight's colour needs the theme's other text colour: white on deep purple, black on pale
 * lilac.
 */
export function isDeep(weight: number): boolean {
  return weightOpacity(weight) > inkTurn;
}

/** Inline style of one cell: its opacity. */
export function weightStyle(weight: number): string {
  return `--opacity:${(weightOpacity(weight) * 100).toFixed(1)}%`;
}

export interface Tick {
  readonly weight: number;
  readonly label: string;
}

/** Ticks of the legend: fixed weights, and the weight that each of `seqLen` tokens gets in an equal row. */
export function weightTicks(seqLen: number): { fixed: Tick[]; uniform: Tick } {
  const fixed = [0, 0.01, 0.05, 0.25, 1].map((weight) => ({ weight, label: String(weight).replace(/^0\./, '.') }));
  return { fixed, uniform: { weight: 1 / seqLen, label: `1/${seqLen}` } };
}
