import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inside, isDeeper, levels, outside, readPlace, startPlace, writePlace } from '../../../site/map/place.ts';

describe('how near the reader is, in the address', () => {
  it('is restored from its own fields, whatever stands around them', () => {
    const place = fc.record({
      level: fc.constantFrom(...levels),
      key: fc.option(fc.integer({ min: 0, max: 511 })),
    });
    fc.assert(
      fc.property(place, (one) => {
        expect(readPlace(`#text=The+cat.&layer=9&head=11&token=8&${writePlace(one)}`)).toEqual(one);
      }),
    );
  });

  it('is left out where it is as at the start', () => {
    expect(writePlace(startPlace)).toBe('');
    expect(writePlace({ level: 'pair', key: 2 })).toBe('level=pair&key=2');
  });

  it.each(['', '#level=cellar', '#key=512', '#key=-1', '#key=1e2', '#key=x'])(
    'is as at the start for %s',
    (fragment) => {
      expect(readPlace(fragment)).toEqual(startPlace);
    },
  );
});

it('every level but the last has one inside it, and the way out is the way in backwards', () => {
  expect(inside('model')).toBe('floor');
  expect(inside('products')).toBeUndefined();
  expect(outside('model')).toBeUndefined();
  for (const level of levels.slice(1)) {
    expect(inside(outside(level)!)).toBe(level);
    expect(isDeeper(level, outside(level)!)).toBe(true);
    expect(isDeeper(level, level)).toBe(false);
  }
});
