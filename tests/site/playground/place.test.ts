import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { segments } from '../../../site/figures/marks/matrix/square.ts';
import { type PlaygroundPlace, readPlace, startPlace, writePlace } from '../../../site/playground/place.ts';

const few = (most: number, count: number) => fc.uniqueArray(fc.integer({ min: 0, max: most }), { maxLength: count });
const rising = (most: number, count: number) => few(most, count).map((values) => values.sort((a, b) => a - b));

const anyPlace: fc.Arbitrary<PlaygroundPlace> = fc.record({
  overlay: few(11, 2),
  key: fc.option(fc.integer({ min: 0, max: 511 })),
  from: fc.constantFrom(...segments),
  to: fc.constantFrom(...segments),
  least: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  changes: fc.record({ off: rising(143, 20), masked: rising(511, 5) }),
  follow: fc.string({ minLength: 1, unit: 'grapheme' }),
  otherText: fc.string({ minLength: 1, unit: 'grapheme' }),
  otherPair: fc.string({ unit: 'grapheme' }),
});

it('is restored from its own fields', () => {
  fc.assert(
    fc.property(anyPlace, (place) => {
      expect(readPlace(`#text=x&${writePlace(place)}`)).toEqual(place);
    }),
  );
});

it('is read from any fragment whatever without an error, and then within its bounds', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.dictionary(fc.constantFrom('off', 'mask', 'with', 'least', 'key'), fc.string()),
      (raw, fields) => {
        const place = readPlace(`#${raw}&${new URLSearchParams(fields)}`);
        expect(place.overlay.length).toBeLessThanOrEqual(2);
        expect(place.changes.off.every((head) => head >= 0 && head < 144)).toBe(true);
        expect(place.least >= 0 && place.least <= 1).toBe(true);
      },
    ),
  );
});

it('leaves out what is as at the start, and counts layers and heads from 1', () => {
  expect(String(writePlace(startPlace))).toBe('');
  const off = { ...startPlace, overlay: [3], changes: { off: [8 * 12 + 10, 143], masked: [2] } };
  expect(decodeURIComponent(String(writePlace(off)))).toBe('with=4&off=9.11,12.12&mask=2');
});

it('ignores what is misspelt or out of range', () => {
  expect(readPlace('#with=13,0&key=512&least=2&off=13.1,9,x.y,1.2.3&mask=-1')).toEqual(startPlace);
});
