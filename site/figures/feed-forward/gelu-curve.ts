import { gelu } from '../../../shared/bert/gelu.ts';

/** The part of the curve that is drawn: inputs `from` to `to`, activations `floor` to `ceiling`. */
export const plotted = { from: -4, to: 4, floor: -0.5, ceiling: 4 } as const;
const binCount = 36;

/** GELU as an SVG path, 0..100 each way. */
export function geluPath(): string {
  const steps = 120;
  const z = Float32Array.from(
    { length: steps + 1 },
    (_, step) => plotted.from + ((plotted.to - plotted.from) * step) / steps,
  );
  const { data } = gelu({ shape: [z.length], data: z });
  return Array.from(
    data,
    (answer, step) => `${step ? 'L' : 'M'}${((step / steps) * 100).toFixed(2)} ${heightOf(answer).toFixed(2)}`,
  ).join('');
}

/** Percent from the top, clamped to the plot. */
export function heightOf(answer: number): number {
  return Math.min(100, Math.max(0, ((plotted.ceiling - answer) / (plotted.ceiling - plotted.floor)) * 100));
}

/** How many activations fall into each of equal bins from floor to ceiling; larger ones count in the last. */
export function answerBins(answers: readonly number[]): number[] {
  const bins = new Array<number>(binCount).fill(0);
  for (const answer of answers) {
    const bin = Math.floor(((answer - plotted.floor) / (plotted.ceiling - plotted.floor)) * binCount);
    const at = Math.min(binCount - 1, Math.max(0, bin));
    bins[at] = bins[at]! + 1;
  }
  return bins;
}
