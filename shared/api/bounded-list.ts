import { z } from 'zod';
import type { IssueParams } from './validation.ts';

/**
 * An array of 1 to `most` items. Its length is checked before its items are: half a million wrong items give one error
 * about the length, not one for each.
 */
export function boundedList<T extends z.ZodType>(item: T, most: number) {
  return z.preprocess((list: z.input<T>[], context) => {
    expectLength(list, most, context);
    return list;
  }, z.array(item).min(1).max(most));
}

/**
 * The same, where it is for somebody else to say that there are too many items or none: of a list that is too long only its
 * length is kept.
 * @param instead stands for each item of a list that is too long
 */
export function listOfAnyLength<T extends z.ZodType>(item: T, most: number, instead: z.input<T>) {
  const list = z.array(item).meta({ minItems: 1, maxItems: most });
  return z.preprocess(
    (items: z.input<T>[]) => (Array.isArray(items) && items.length > most ? Array(items.length).fill(instead) : items),
    list,
  );
}

/** A `boundedList` whose items differ, so that nobody makes an answer larger by asking for the same item again. */
export function uniqueList<T extends z.ZodType>(item: T, most: number) {
  return z.preprocess(
    (list: z.input<T>[], context) => {
      if (expectLength(list, most, context)) expectUnique(list, context);
      return list;
    },
    z.array(item).min(1).max(most).meta({ uniqueItems: true }),
  );
}

/** Reports a list that is too long. @returns whether `list` is an array that is short enough */
function expectLength(list: unknown, most: number, context: z.RefinementCtx): list is readonly unknown[] {
  if (!Array.isArray(list)) return false;
  if (list.length <= most) return true;
  context.addIssue({
    code: 'custom',
    message: `expected at most ${most} items, found ${list.length}`,
    params: invalid,
  });
  return false;
}

function expectUnique(list: readonly unknown[], context: z.RefinementCtx): void {
  const second = list.findIndex((item, index) => list.indexOf(item) !== index);
  if (second < 0) return;
  const message = `expected each item once, found the one at ${list.indexOf(list[second])} again`;
  context.addIssue({ code: 'custom', path: [second], message, params: invalid });
}

const invalid: IssueParams = { code: 'invalid_value' };
