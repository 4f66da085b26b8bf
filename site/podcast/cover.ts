/** Directories ask for a square of 1400 to 3000 pixels. */
export const coverSide = 1400;
const margin = 110;
const gap = 4;

// The colours of theme.css in the light theme: paper, the ink of attention weights, and the line around an empty cell.
const paper = [252, 251, 248] as const;
const ink = [91, 33, 182] as const;
const emptyCell = 0.05;

/** Colours from paper to full ink, by palette index. */
export const inkSteps: readonly (readonly [number, number, number])[] = Array.from({ length: 256 }, (_, step) => {
  const mix = (channel: 0 | 1 | 2) => Math.round(paper[channel] + (step / 255) * (ink[channel] - paper[channel]));
  return [mix(0), mix(1), mix(2)];
});

/**
 * One head as a picture: palette index 255 sqrt(w) in each cell, as on the pages. No cell is paler than an empty one.
 * @param weights [seqLen, seqLen]
 * @returns [coverSide, coverSide]
 */
export function coverPixels(weights: ArrayLike<number>, seqLen: number): Uint8Array {
  const pixels = new Uint8Array(coverSide ** 2);
  const cell = Math.floor((coverSide - 2 * margin + gap) / seqLen);
  const start = Math.round((coverSide - seqLen * cell + gap) / 2);
  for (let index = 0; index < seqLen ** 2; index++) {
    const step = Math.round(255 * Math.max(emptyCell, Math.sqrt(weights[index]!)));
    const top = start + Math.floor(index / seqLen) * cell;
    const left = start + (index % seqLen) * cell;
    for (let y = top; y < top + cell - gap; y++)
      pixels.fill(step, y * coverSide + left, y * coverSide + left + cell - gap);
  }
  return pixels;
}
