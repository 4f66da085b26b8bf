import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { lenses, plainReading, type ReaderPlace } from '../../../site/model/reader-place.ts';
import { isPlace, readFragment, readReading, writeFragment } from '../../../site/reader/fragment.ts';

const fallback: ReaderPlace = { text: 'The cat sat.', pair: '', layer: 8, head: 10, token: 4 };

it('restores any place and reading from its own fragment', () => {
  const place = fc.record({
    text: fc.string({ minLength: 1, unit: 'grapheme' }),
    pair: fc.string({ unit: 'grapheme' }),
    layer: fc.integer({ min: 0, max: 11 }),
    head: fc.integer({ min: 0, max: 11 }),
    token: fc.integer({ min: 0, max: 511 }),
  });
  const reading = fc.record({ lens: fc.constantFrom(...lenses), words: fc.boolean(), fold: fc.boolean() });
  fc.assert(
    fc.property(place, reading, (one, read) => {
      const fragment = writeFragment(one, read);
      expect(readFragment(fragment, fallback)).toEqual(one);
      expect(readReading(fragment)).toEqual(read);
    }),
  );
});

it('leaves out of a fragment what is read as usual, and takes what is unknown as usual', () => {
  expect(writeFragment(fallback, { lens: 'norm', words: true, fold: true })).toBe(
    '#text=The+cat+sat.&layer=9&head=11&token=4&lens=norm&words=1&fold=1',
  );
  expect(writeFragment(fallback, plainReading)).toBe(writeFragment(fallback));
  expect(readReading('#lens=gradient&words=yes&fold=0')).toEqual(plainReading);
});

it('reads any fragment at all without a fault', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (fragment) => {
      expect(readFragment(`#${fragment}`, fallback).text.length).toBeGreaterThan(0);
      expect(lenses).toContain(readReading(`#${fragment}`).lens);
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

it('begins another text at its first word', () => {
  expect(readFragment('#text=Attention', fallback).token).toBe(1);
  expect(readFragment('#text=Attention&token=2', fallback).token).toBe(2);
});

it('tells a place from the id of an element', () => {
  expect(['', writeFragment(fallback), '#chapters', '#main'].map(isPlace)).toEqual([true, true, false, false]);
});
