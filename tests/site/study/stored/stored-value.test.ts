import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from '../../../../site/study/stored/schema.ts';
import {
  type Migration,
  migrate,
  readItems,
  StoredByLaterVersion,
  withoutRepeats,
} from '../../../../site/study/stored/stored-value.ts';

/** Version 1 had `names`; 2 calls them `cards`; 3 makes objects of them. */
const migrations: readonly Migration[] = [
  ({ names, ...rest }) => ({ ...rest, cards: names }),
  ({ cards, ...rest }) => ({ ...rest, cards: (cards as string[]).map((id) => ({ id })) }),
];

describe('stored data of an earlier version', () => {
  it('goes through every version up to the current one', () => {
    const current = { version: 3, cards: [{ id: 'a' }, { id: 'b' }], theme: 'dark' };
    expect(migrate('cards', { version: 1, names: ['a', 'b'], theme: 'dark' }, migrations)).toEqual(current);
    expect(migrate('cards', { version: 2, cards: ['a', 'b'], theme: 'dark' }, migrations)).toEqual(current);
    expect(migrate('cards', current, migrations)).toEqual(current);
  });

  it('without a version that can be one is not taken for it, and a later one is refused', () => {
    const versions = fc.oneof(fc.constantFrom(0, -1, 1.5, Number.NaN, '1', null, undefined), fc.string(), fc.object());
    fc.assert(
      fc.property(versions, (version) => {
        expect(migrate('cards', { version }, migrations)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 4 }), (version) => {
        expect(() => migrate('cards', { version }, migrations)).toThrow(StoredByLaterVersion);
      }),
    );
  });
});

describe('a stored list', () => {
  const schema = z.strictObject({ id: z.string() });

  it('is read item by item: what is broken or there twice is kept aside with the reason', () => {
    const stored = [{ id: 'a' }, { id: 7 }, { id: 'a' }, 'b', { id: 'c' }];
    const read = withoutRepeats('cards', readItems('cards', stored, schema), ({ id }) => id);
    expect(read.value).toEqual([{ id: 'a' }, { id: 'c' }]);
    expect(read.rejected.map(({ value }) => value)).toEqual([{ id: 7 }, 'b', { id: 'a' }]);
    expect(read.rejected.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^cards\[1\]\.id: /),
      expect.stringMatching(/^cards\[3\]: /),
      'cards: expected a once, found it again',
    ]);
  });

  it('that is no list is kept aside whole', () => {
    fc.assert(
      fc.property(
        fc.anything().filter((value) => !Array.isArray(value)),
        (value) => {
          expect(readItems('cards', value, schema)).toEqual({
            value: [],
            rejected: [{ value, reason: expect.stringContaining('expected a list') }],
          });
        },
      ),
    );
  });
});
