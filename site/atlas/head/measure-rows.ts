import type { Atlas, HeadMeasure } from '../../../shared/atlas/atlas.ts';
import { cellDigits, shareDigits } from '../../figures/marks/number/number-format.ts';
import { scaleEnds } from './scale-ends.ts';

/** One measure of a head, and where the head stands among all of them. */
export interface MeasureRow {
  readonly measure: HeadMeasure;
  readonly words: string;
  readonly value: number;
  /** The same share by the length of what is carried; absent where the measure is no share of that kind. */
  readonly byLength?: number | undefined;
  readonly format: (value: number) => string;
  /** Of the weight; else it is in the unit that its words name. */
  readonly isShare: boolean;
  /** From 1, the largest value. */
  readonly rank: number;
  /** Where the head's mark stands on the strip, 0..1. */
  readonly at: number;
}

interface Measured {
  readonly measure: HeadMeasure;
  readonly words: string;
  readonly byLength?: HeadMeasure;
  /** The right end of its strip. */
  readonly most: number;
  readonly isShare?: boolean;
}

/** The rows of the table, which are the strips of `strips.svg` too. */
export const measured: readonly Measured[] = [
  { measure: 'sep', words: '[SEP]', byLength: 'norm_sep', most: scaleEnds.share },
  { measure: 'cls', words: '[CLS]', byLength: 'norm_cls', most: scaleEnds.share },
  { measure: 'punctuation', words: 'Punctuation', byLength: 'norm_punctuation', most: scaleEnds.share },
  { measure: 'self', words: 'The token itself', byLength: 'norm_self', most: scaleEnds.share },
  { measure: 'previous', words: 'The one before', byLength: 'norm_previous', most: scaleEnds.share },
  { measure: 'next', words: 'The next one', byLength: 'norm_next', most: scaleEnds.share },
  { measure: 'confidence', words: 'Largest weight', most: scaleEnds.share },
  { measure: 'entropy_bits', words: 'Entropy, bits', most: scaleEnds.entropy, isShare: false },
  { measure: 'distance', words: 'Distance, tokens', most: scaleEnds.distance, isShare: false },
];

export function measureRows({ heads }: Pick<Atlas, 'heads'>, layer: number, head: number): MeasureRow[] {
  return measured.map(({ measure, words, byLength, most, isShare = true }) => {
    const value = heads[measure][layer]![head]!;
    return {
      measure,
      words,
      value,
      byLength: byLength && heads[byLength][layer]![head]!,
      format: isShare ? shareDigits : cellDigits,
      isShare,
      rank: 1 + heads[measure].flat().filter((other) => other > value).length,
      at: Math.min(1, value / most),
    };
  });
}

/** Width of the strips' drawing, and height of each strip. */
export const stripSize = { width: 600, height: 12 } as const;

/** All heads as thin marks, one strip for each of `tables` under the other: an SVG that pages use as a mask. */
export function stripsSvg(
  tables: readonly { readonly values: readonly number[]; readonly low: number; readonly high: number }[],
): string {
  const { width, height } = stripSize;
  const strips = tables.map(({ values, low, high }, row) => {
    const marks = values.map((value) => {
      const x = (Math.min(1, Math.max(0, (value - low) / (high - low))) * width).toFixed(1);
      return `M${x} ${row * height + 2}v${height - 4}`;
    });
    return `<path d="${marks.join('')}"/>`;
  });
  const size = `viewBox="0 0 ${width} ${tables.length * height}" preserveAspectRatio="none"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} fill="none" stroke="#000" stroke-opacity=".4" stroke-width="2">${strips.join('')}</svg>`;
}
