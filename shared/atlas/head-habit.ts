import type { Atlas, HabitMeasure } from './atlas.ts';
import { habitRules } from './head-words.ts';

/** What a head does most, by the measures that have a rule for it. */
export interface HeadHabit {
  readonly measure: HabitMeasure;
  readonly words: string;
  /** Mean over all tokens; a share of the weight, or bits of entropy. */
  readonly mean: number;
  /** From here on the rule names it. */
  readonly least: number;
}

/**
 * The measure that is furthest along to its rule, mean / least: the habit that a head is named for, or where no rule names
 * it the one that comes nearest. Of equal ones the first of `habitRules`.
 * @param layer 0-based, as is `head`
 */
export function habitOf({ heads }: Pick<Atlas, 'heads'>, layer: number, head: number): HeadHabit {
  const habits = habitRules.map((rule) => ({ ...rule, mean: heads[rule.measure][layer]![head]! }));
  return habits.reduce((nearest, one) => (one.mean / one.least > nearest.mean / nearest.least ? one : nearest));
}
