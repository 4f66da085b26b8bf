import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isPlace, type ReaderPlace, readFragment, writeFragment } from '../../site/lib/fragment.ts';

const fallback: ReaderPlace = { text: 'The cat sat.', pair: '', layer: 8, head: 10, token: 4 };

it('restores any place from its own fragment', () => {
  const place = fc.record({
    text: fc.string({ minLength: 1, unit: 'grapheme' }),
    pair: fc.string({ unit: 'grapheme' }),
    layer: fc.integer({ min: 0, max: 11 }),
    head: fc.integer({ min: 0, max: 11 }),
    token: fc.integer({ min: 0, max: 511 }),
  });
  fc.assert(
    fc.property(place, (one) => {
      expect(readFragment(writeFragment(one), fallback)).toEqual(one);
    }),
  );
});

it('counts layers and heads from 1 as the screen does, tokens from 0', () => {
  expect(writeFragment(fallback)).toBe('#text=The+cat+sat.&layer=9&head=11&token=4');
});

it('takes what is absent, out of range or no number from the fallback', () => {
  expect(readFragment('', fallback)).toEqual(fallback);
  expect(readFragment('#layer=13&head=0&token=512', fallback)).toEqual(fallback);
  expect(readFragment('#layer=1e1&head=-1&token=x', fallback)).toEqual(fallback);
  expect(readFragment('#layer=12&head=1', fallback)).toEqual({ ...fallback, layer: 11, head: 0 });
});

it('does not give another text the second sentence of the fallback', () => {
  const pair = { ...fallback, pair: 'On the mat.' };
  expect(readFragment('#text=Hello', pair).pair).toBe('');
  expect(readFragment('#layer=2', pair).pair).toBe('On the mat.');
});

it('tells a place from the id of an element', () => {
  expect(['', writeFragment(fallback), '#chapters', '#main'].map(isPlace)).toEqual([true, true, false, false]);
});
