import { type AttentionOffView, best, ranking } from './attention-off.ts';

/** One word of the list beside the picture. */
export interface BarRow {
  /** Index of the word in the view. */
  readonly index: number;
  /** A whole number, from 0 at the top; no two words have the same. */
  readonly row: number;
  /** Its probability on the way from one setting to the next, 0..1. */
  readonly length: number;
  /** 0..1; below 1 only while the word changes rows. */
  readonly opacity: number;
}

/** Part of the way between two settings in which a word that changes rows fades out, and again in which it fades in. */
const fading = 0.25;

/**
 * The best words at a setting of the dial, fractional while it turns. Words would cross if they slid to their new
 * rows, so those that change rows fade out in the old one and in again in the new one, half-way.
 */
export function barRows({ words }: Pick<AttentionOffView, 'words'>, at: number): BarRow[] {
  const [from, to] = [Math.floor(at), Math.ceil(at)];
  const part = at - from;
  const before = ranking(words, from).slice(0, best);
  const after = ranking(words, to).slice(0, best);
  const faded = Math.min(1, Math.abs(part - 0.5) / fading);
  return (part < 0.5 ? before : after).map((index, row) => {
    const [one, other] = [words[index]!.probabilities[from] ?? 0, words[index]!.probabilities[to] ?? 0];
    const stays = before[row] === after[row];
    return { index, row, length: one + (other - one) * part, opacity: stays ? 1 : faded };
  });
}
