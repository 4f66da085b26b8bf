import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stressLayout } from '../../../shared/analysis/stress-layout.ts';

type Place = readonly [number, number];
const distance = ([x, y]: Place, [a, b]: Place) => Math.hypot(x - a, y - b);
const distancesOf = (places: readonly Place[]) =>
  Float64Array.from({ length: places.length ** 2 }, (_, at) =>
    distance(places[Math.floor(at / places.length)]!, places[at % places.length]!),
  );

it('finds places again from their distances: no stress is left, every distance within 1e-3', () => {
  const places: Place[] = [
    [0, 0],
    [3, 0],
    [0, 4],
    [3, 4],
    [1, 1],
  ];
  const start = places.map(([x, y], index): Place => [x + 0.3 * Math.sin(index), y + 0.3 * Math.cos(2 * index)]);
  const found = stressLayout(distancesOf(places), start);
  expect(found.stress).toBeLessThan(1e-4);
  const apart = distancesOf(found.places).map((value, at) => Math.abs(value - distancesOf(places)[at]!));
  expect(Math.max(...apart)).toBeLessThan(1e-3);
});

it('leaves stress where no plane has such distances: four things that are all 1 apart', () => {
  const all = Float64Array.from({ length: 16 }, (_, at) => (at % 5 === 0 ? 0 : 1));
  const { stress } = stressLayout(all, [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1.1],
  ]);
  expect(stress).toBeGreaterThan(0.1);
  expect(stress).toBeLessThan(0.3);
});

it('never ends worse than it began', () => {
  const place = fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true }));
  fc.assert(
    fc.property(fc.array(fc.tuple(place, place), { minLength: 3, maxLength: 8 }), (pairs) => {
      const wanted = distancesOf(pairs.map(([first]) => first));
      const start = pairs.map(([, second]) => second);
      const missed = (places: readonly Place[]) =>
        distancesOf(places).reduce((sum, value, at) => sum + (value - wanted[at]!) ** 2, 0);
      expect(missed(stressLayout(wanted, start).places)).toBeLessThanOrEqual(missed(start) + 1e-9);
    }),
    { numRuns: 50 },
  );
});

it('refuses distances of another number of places', () => {
  expect(() =>
    stressLayout(new Float64Array(8), [
      [0, 0],
      [1, 1],
    ]),
  ).toThrow('expected distances [2, 2], found 8 numbers');
});
