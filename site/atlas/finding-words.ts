import { percentDigits } from '../figures/marks/number/number-format.ts';

/** How often a head finds a relation, with all that has to stand beside it. */
export interface FindingNumbers {
  /** 0..1, as are the ends of its 95 % interval. */
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly baseline: { readonly offset: number; readonly accuracy: number };
}

/** `82 % of 2,511 cases (95 % interval 81 to 84 %); best fixed offset, 2 words after: 36 %` */
export function findingText(one: FindingNumbers): string {
  return `${percentDigits(one.accuracy)} ${besidesText(one)}`;
}

/** The same without the accuracy, where that stands before it by itself. */
export function besidesText(one: Omit<FindingNumbers, 'accuracy'>): string {
  const { offset, accuracy } = one.baseline;
  const rule = `best fixed offset, ${offsetText(offset)}: ${percentDigits(accuracy)}`;
  return `of ${casesText(one.count)} (95\u00a0% interval ${intervalText(one)}); ${rule}`;
}

/** `2,511 cases` */
export function casesText(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'case' : 'cases'}`;
}

/** `81 to 84 %` */
export function intervalText({ low, high }: Pick<FindingNumbers, 'low' | 'high'>): string {
  return `${percentDigits(low).replace('\u00a0%', '')}\u00a0to\u00a0${percentDigits(high)}`;
}

/** Where a fixed offset points: `the next word`, `2 words before`. */
export function offsetText(offset: number): string {
  if (offset === 1) return 'the next word';
  if (offset === -1) return 'the word before';
  return `${Math.abs(offset)} words ${offset < 0 ? 'before' : 'after'}`;
}
