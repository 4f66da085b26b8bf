import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { boundedList, uniqueList } from '../../../shared/api/bounded-list.ts';

const issuesOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => [path.join('.'), message]);

describe('boundedList', () => {
  const list = boundedList(z.int(), 3);

  it.each([[[1]], [[1, 1, 1]]])('takes %j', (value) => expect(list.parse(value)).toEqual(value));

  it('names the length alone of a list that is too long, however many of its items are bad', () => {
    expect(issuesOf(list, Array(100_000).fill('a'))).toEqual([['', 'expected at most 3 items, found 100000']]);
  });

  it('refuses an empty list and what is none', () => {
    expect(issuesOf(list, [])).toHaveLength(1);
    expect(issuesOf(list, '1,2')).toHaveLength(1);
    expect(issuesOf(list, undefined)).toHaveLength(1);
  });
});

describe('uniqueList', () => {
  const list = uniqueList(z.string(), 4);

  it('takes each item once and names the place of the one that comes again', () => {
    expect(list.parse(['a', 'b'])).toEqual(['a', 'b']);
    expect(issuesOf(list, ['a', 'b', 'b'])).toEqual([['2', 'expected each item once, found the one at 1 again']]);
  });

  it('counts before it compares', () => {
    expect(issuesOf(list, Array(5).fill('a'))).toEqual([['', 'expected at most 4 items, found 5']]);
  });
});
