import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decimal,
  listedOrOwn,
  oneOf,
  order,
  readShown,
  whole,
  words,
  writeShown,
} from '../../../site/reader/figure-state.ts';
import { withoutFigure, writeFragment } from '../../../site/reader/fragment.ts';

const fields = {
  count: whole(-20, 20),
  score: decimal(-1000, 1000),
  factor: oneOf([0.25, 1, 8]),
  step: oneOf(['values', 'sum']),
  sentence: listedOrOwn(3),
  text: words(100),
  cards: order(24),
};
const shown = fc.record(
  {
    count: fc.integer({ min: -20, max: 20 }),
    score: fc.integer({ min: -100_000, max: 100_000 }).map((hundredths) => hundredths / 100),
    factor: fc.constantFrom(0.25, 1, 8),
    step: fc.constantFrom('values' as const, 'sum' as const),
    sentence: fc.constantFrom(0, 1, 2, 'own' as const),
    text: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => text.trim() !== ''),
    cards: fc
      .integer({ min: 1, max: 24 })
      .chain((length) => fc.shuffledSubarray([...Array(length).keys()], { minLength: length })),
  },
  { requiredKeys: [] },
);
const place = { text: 'A & b = #c.', pair: '', layer: 8, head: 10, token: 4 };

describe('the state of a figure in a fragment', () => {
  it('is restored as it was, behind any place', () => {
    fc.assert(
      fc.property(shown, fc.string({ minLength: 1, unit: 'grapheme' }), (state, text) => {
        const before = writeFragment({ ...place, text });
        const fragment = `${before}&${writeShown('a-figure', fields, state)}`;
        expect(readShown(fragment, 'a-figure', fields)).toEqual(state);
        expect(withoutFigure(fragment)).toBe(before);
      }),
    );
  });

  it('is not that of another figure', () => {
    const fragment = `#${writeShown('a-figure', fields, { count: 3 })}`;
    expect(readShown(fragment, 'b-figure', fields)).toBeUndefined();
    expect(readShown('#count=3', 'a-figure', fields)).toBeUndefined();
  });

  it.each([
    'show.count=21',
    'show.count=1e1',
    'show.count=',
    'show.count=%2B3',
    'show.score=NaN',
    'show.score=1000.01',
    'show.score=0.001',
    'show.factor=2',
    'show.step=Sum',
    'show.sentence=3',
    'show.sentence=toString',
    'show.text=%20',
    `show.text=${'a'.repeat(101)}`,
    'show.cards=0.0',
    'show.cards=1.2',
    'show.cards=',
    `show.cards=${[...Array(25).keys()].join('.')}`,
    'show.unknown=1',
    'count=3',
    'show.__proto__=1',
  ])('leaves out what no figure has written: %s', (field) => {
    expect(readShown(`#figure=a-figure&${field}`, 'a-figure', fields)).toEqual({});
    expect(readShown(`#figure=a-figure&${field}&show.count=3`, 'a-figure', { count: fields.count })).toEqual(
      field.startsWith('show.count') ? {} : { count: 3 },
    );
  });

  it('is read from any text at all, within its limits and without a fault', () => {
    const names = Object.keys(fields);
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary' }), (name, text) => {
        const fragment = `#figure=a-figure&${new URLSearchParams({ [`show.${name}`]: text })}`;
        const read = readShown(fragment, 'a-figure', fields)!;
        expect(Object.keys(read).every((known) => names.includes(known))).toBe(true);
        expect(Math.abs(read.count ?? 0)).toBeLessThanOrEqual(20);
        expect(Math.abs(read.score ?? 0)).toBeLessThanOrEqual(1000);
        expect((read.text ?? '').length).toBeLessThanOrEqual(100);
        expect((read.cards ?? []).length).toBeLessThanOrEqual(24);
      }),
    );
  });
});
