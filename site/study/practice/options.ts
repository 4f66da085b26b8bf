import type { Measured } from '../../figures/marks/prose/prose.ts';
import { plainText, printed, prose } from '../../figures/marks/prose/prose.ts';
import type { Option } from './question.ts';
import { nameOf, type Ranked, type Sentence } from './sentence.ts';
import { isNear, type Tolerance } from './tolerance.ts';

export const optionCount = 4;

/**
 * Options from a ranking: the best and its runners-up, each with the number that ranks it. Undefined where there are
 * too few.
 */
export function rankedOptions(
  best: readonly Ranked[],
  label: (index: number) => string,
  measure: (found: Ranked) => Measured,
): Option[] | undefined {
  const options = best
    .slice(0, optionCount)
    .map((found): Option => ({ label: prose`${label(found.index)}`, measured: [measure(found)] }));
  return distinctOptions(options);
}

/** Options from a ranking of tokens. */
export function rankedTokens(
  sentence: Sentence,
  best: readonly Ranked[],
  measure: (found: Ranked) => Measured,
): Option[] | undefined {
  return rankedOptions(best, (index) => nameOf(sentence, index), measure);
}

/** A wrong number, and the usual mistake that leads to it. */
export interface Mistake {
  readonly number: Measured;
  readonly why: string;
}

/**
 * The right number and the first three mistakes that differ visibly from it and from each other. Undefined where fewer
 * do.
 * @param tolerance of an estimate, which no mistake may lie in
 */
export function numberOptions(
  right: Measured,
  mistakes: readonly Mistake[],
  tolerance?: Tolerance,
): Option[] | undefined {
  const options: Option[] = [numberOption(right)];
  for (const { number, why } of mistakes) {
    if (options.length === optionCount) break;
    if (tolerance && isNear(number.value, right, tolerance)) continue;
    if (options.every(({ measured: [other] }) => areFarApart(number, other!))) {
      options.push({ ...numberOption(number), why });
    }
  }
  return options.length === optionCount ? options : undefined;
}

function numberOption(number: Measured): Option {
  return { label: prose`${number}`, measured: [number] };
}

/** Whether two numbers differ by more than a twentieth of the larger, and as they are printed. */
function areFarApart(a: Measured, b: Measured): boolean {
  const larger = Math.max(Math.abs(a.value), Math.abs(b.value));
  return printed(a) !== printed(b) && Math.abs(a.value - b.value) > larger / 20;
}

function distinctOptions(options: Option[]): Option[] | undefined {
  const labels = new Set(options.map(({ label }) => plainText(label)));
  return options.length === optionCount && labels.size === optionCount ? options : undefined;
}
