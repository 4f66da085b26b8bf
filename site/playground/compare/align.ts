import { limits } from '../../../shared/api/limits.ts';
import type { Unit } from '../../figures/marks/scale/units.ts';

/** A unit of the first text and the unit of the second that stands for it. */
export type Pair = readonly [first: number, second: number];

export interface Alignment {
  readonly pairs: readonly Pair[];
  /** How they were found: one by one where both texts have as many units, else those that both have, in order. */
  readonly by: 'position' | 'common';
}

/** Above this many units on both sides only the start of the texts is aligned: the table of lengths is units squared. */
const maxUnits = limits.tokensPerText;

/** Which units of two texts belong together. */
export function align(first: readonly Unit[], second: readonly Unit[]): Alignment {
  if (first.length === second.length) return { pairs: first.map((_, index) => [index, index]), by: 'position' };
  return { pairs: commonUnits(first.slice(0, maxUnits), second.slice(0, maxUnits)), by: 'common' };
}

/** The longest common subsequence of their texts. */
function commonUnits(first: readonly Unit[], second: readonly Unit[]): Pair[] {
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

function isSame(a: Unit, b: Unit): boolean {
  return a.text === b.text && a.special === b.special;
}
