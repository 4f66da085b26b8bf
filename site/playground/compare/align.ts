import type { Unit } from '../../figures/marks/matrix/square.ts';

/** A token, or a unit of some. */
type Aligned = Pick<Unit, 'text' | 'special'>;

/** A unit of the first text and its counterpart in the second. */
export type Pair = readonly [first: number, second: number];

export interface Alignment {
  readonly pairs: readonly Pair[];
  /**
   * How the pairs were found: by position where both texts have equally many units, else by the units that both have,
   * in order.
   */
  readonly by: 'position' | 'common';
}

/**
 * With more units on either side only the starts of the texts are aligned, because the table of lengths is units
 * squared.
 */
const maxUnits = 512;

/** Pairs the units of two texts, or their tokens. */
export function align(first: readonly Aligned[], second: readonly Aligned[]): Alignment {
  if (first.length === second.length) return { pairs: first.map((_, index) => [index, index]), by: 'position' };
  return { pairs: commonUnits(first.slice(0, maxUnits), second.slice(0, maxUnits)), by: 'common' };
}

/** The longest common subsequence of the units' texts. */
function commonUnits(first: readonly Aligned[], second: readonly Aligned[]): Pair[] {
  const width = second.length + 1;
  const longest = new Uint16Array((first.length + 1) * width);
  for (let i = first.length - 1; i >= 0; i--) {
    for (let j = second.length - 1; j >= 0; j--) {
      const at = i * width + j;
      longest[at] = isSame(first[i]!, second[j]!)
        ? longest[at + width + 1]! + 1
        : Math.max(longest[at + width]!, longest[at + 1]!);
    }
  }
  const pairs: Pair[] = [];
  for (let [i, j] = [0, 0]; i < first.length && j < second.length; ) {
    if (isSame(first[i]!, second[j]!)) pairs.push([i++, j++]);
    else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) i++;
    else j++;
  }
  return pairs;
}

function isSame(a: Aligned, b: Aligned): boolean {
  return a.text === b.text && a.special === b.special;
}
