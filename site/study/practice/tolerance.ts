import { type Measured, printed } from '../../figures/marks/prose/prose.ts';

/** Which estimates of a number count as right. */
export interface Tolerance {
  readonly least: number;
  readonly most: number;
  /** The same for the reader, who does not know the number: `A fifth more or less counts.` */
  readonly words: string;
}

const shares = { 'a twentieth': 1 / 20, 'a fifth': 1 / 5, 'a half': 1 / 2 } as const;

/** So large a share of the number itself, above it and below it. */
export function withinShare({ value }: Measured, share: keyof typeof shares): Tolerance {
  const reach = Math.abs(value) * shares[share];
  return { least: value - reach, most: value + reach, words: `${sentenceCase(share)} more or less counts.` };
}

/** So many hundredths of the whole, above the share and below it. */
export function withinPoints({ value }: Measured, points: number): Tolerance {
  const reach = points / 100;
  return { least: value - reach, most: value + reach, words: `${points} points more or less count.` };
}

/** So many more or fewer; 0 for the number alone. */
export function withinCount({ value }: Measured, count: number): Tolerance {
  const words = count === 0 ? 'The exact number counts.' : `${count} more or fewer count.`;
  return { least: value - count, most: value + count, words };
}

/** Whether an estimate counts as right: within the tolerance, or the number as it is printed. */
export function isNear(estimate: number, right: Measured, { least, most }: Tolerance): boolean {
  return (estimate >= least && estimate <= most) || printed({ ...right, value: estimate }) === printed(right);
}

const sentenceCase = (words: string) => words[0]!.toUpperCase() + words.slice(1);
