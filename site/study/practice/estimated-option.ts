import type { ChoiceQuestion } from './question.ts';
import { isNear } from './tolerance.ts';

/** Stands for an estimate that is neither right nor a usual mistake. */
export const noOption = -1;

/** A number so near to a mistake was made by it. */
const share = 1 / 20;

/** Index of the option that an estimate comes to: the right one within the tolerance, or the mistake that it is near to. */
export function optionOf({ options, answer, estimate }: ChoiceQuestion, value: number): number {
  const right = options[answer]!.measured[0];
  if (estimate && right && isNear(value, right, estimate.tolerance)) return answer;
  const distances = options.map(({ measured: [number] }, index) => ({
    index,
    distance: number && index !== answer ? Math.abs(value - number.value) / Math.abs(number.value || 1) : Infinity,
  }));
  const [nearest] = distances.sort((a, b) => a.distance - b.distance);
  return nearest && nearest.distance <= share ? nearest.index : noOption;
}
