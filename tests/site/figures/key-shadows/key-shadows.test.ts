import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fallingBars, reach } from '../../../../site/figures/key-shadows/falling.ts';
import { placeOf, planeOf, rooms, spread, tipAt } from '../../../../site/figures/key-shadows/plane-layout.ts';
import { keyArrows, namedKeys, scoreOf, tipOf } from '../../../../site/figures/key-shadows/shadows.ts';
import { scoresFigure } from '../../../../site/figures/scores/pair-products.ts';
import { traceRow } from '../../../../site/model/trace.ts';
import { tinyPlace, tinyTrace } from '../tiny-trace.ts';

const view = scoresFigure.view(tinyTrace, tinyPlace);
const vector = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 16, maxLength: 16 });

describe('the half-plane of a query', () => {
  it('keeps the length of each key and its angle to the query, within 1e-9', () => {
    fc.assert(
      fc.property(vector, vector, (query, key) => {
        const [q, k] = [Math.hypot(...query), Math.hypot(...key)];
        fc.pre(q > 0.1 && k > 0.1);
        const { along, across } = tipOf(query, key);
        expect(across).toBeGreaterThanOrEqual(0);
        expect(Math.abs(Math.hypot(along, across) - k)).toBeLessThan(1e-9 * k);
        const dot = query.reduce((sum, value, index) => sum + value * key[index]!, 0);
        expect(Math.abs(along / k - dot / (q * k))).toBeLessThan(1e-9);
      }),
    );
  });

  it('has as shadows what the reference implementation scored, and as weights what it weighted, within 1e-4', () => {
    const { layer, head } = tinyPlace;
    const weights = traceRow(tinyTrace, `attentions.${layer}`, head, view.token);
    for (const { key, along, score, weight } of keyArrows(view)) {
      expect(Math.abs(scoreOf(along, view.query) - view.scores[key]!)).toBeLessThan(1e-4);
      expect(score).toBe(view.scores[key]);
      expect(Math.abs(weight - weights[key]!)).toBeLessThan(1e-4);
    }
  });

  it('moves one key, its score and all weights when it is pulled, and no other key', () => {
    const before = keyArrows(view);
    const after = keyArrows(view, { key: 1, along: before[1]!.along + 3, across: 2 });
    expect(after[1]!.score).toBeCloseTo(scoreOf(before[1]!.along + 3, view.query), 12);
    expect(after[1]!.weight).toBeGreaterThan(before[1]!.weight);
    expect(after.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    for (const { key, along, across, score } of after.filter((arrow) => arrow.key !== 1)) {
      expect([along, across, score]).toEqual([before[key]!.along, before[key]!.across, before[key]!.score]);
      expect(after[key]!.weight).toBeLessThan(before[key]!.weight);
    }
  });

  it('names the keys with the largest scores and the one that is looked at, highest shadow first', () => {
    const arrow = (key: number, score: number) => ({ key, score, along: score, across: 1, weight: 0 });
    const arrows = [arrow(0, 1), arrow(1, -2), arrow(2, 5), arrow(3, 3)];
    expect(namedKeys(arrows, 2, 1)).toEqual([2, 1]);
    expect(namedKeys(arrows, 3, 2)).toHaveLength(3);
    expect(namedKeys(arrows, 9, 1)).toEqual([2, 3, 0, 1]);
  });
});

describe('its layout', () => {
  const tip = fc.record({
    along: fc.double({ min: -30, max: 30, noNaN: true }),
    across: fc.double({ min: 0, max: 30, noNaN: true }),
  });
  const room = fc.constantFrom(...rooms);

  it('keeps every arrow inside, and gives back the tip at its own place, within 1e-6', () => {
    fc.assert(
      fc.property(fc.array(tip, { minLength: 1, maxLength: 20 }), room, (tips, room) => {
        fc.pre(Math.max(...tips.map(({ along, across }) => Math.abs(along) + across)) > 0.1);
        const plane = planeOf(tips, room);
        for (const one of tips) {
          const place = placeOf(one, plane);
          expect(place.x).toBeGreaterThanOrEqual(0);
          expect(place.x).toBeLessThanOrEqual(room.axis);
          expect(place.y).toBeGreaterThanOrEqual(0);
          expect(place.y).toBeLessThanOrEqual(room.height);
          const again = tipAt(place, plane, room);
          expect(Math.abs(again.along - one.along) + Math.abs(again.across - one.across)).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('holds a pulled key inside the picture and on its side of the query', () => {
    const [room] = rooms;
    const plane = planeOf([{ along: 5, across: 9 }], room!);
    expect(tipAt({ x: 9999, y: 50 }, plane, room!).across).toBe(0);
    const { y } = placeOf(tipAt({ x: 10, y: -500 }, plane, room!), plane);
    expect(y).toBeGreaterThanOrEqual(0);
  });

  it('spreads words so that none stands on another, in their order, inside, whatever the shadows', () => {
    const wanted = fc.array(fc.double({ min: -50, max: 400, noNaN: true }), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(wanted, (places) => {
        const sorted = places.toSorted((a, b) => a - b);
        const found = spread(sorted, 15, 8, 242);
        found.forEach((place, at) => {
          expect(place).toBeGreaterThanOrEqual(8 - 1e-6);
          expect(place).toBeLessThanOrEqual(242 + 1e-6);
          if (at > 0) expect(place - found[at - 1]!).toBeGreaterThanOrEqual(15 - 1e-6);
        });
      }),
    );
    expect(spread([50, 100], 15, 0, 200)).toEqual([50, 100]);
  });

  it('has room for as many words as it names', () => {
    for (const { most, line, height } of rooms) expect(most * line).toBeLessThanOrEqual(height);
  });
});

describe('the fall of the products', () => {
  const products = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1, maxLength: 64 });

  it('begins on the zero line, ends as a staircase to the sum, and no bar changes its length on the way', () => {
    fc.assert(
      fc.property(products, fc.double({ min: 0, max: 1, noNaN: true }), (products, moment) => {
        for (const { from } of fallingBars(products, 0)) expect(Math.abs(from)).toBe(0);
        const end = fallingBars(products, 1);
        end.slice(1).forEach(({ from }, at) => {
          expect(from).toBe(end[at]!.to);
        });
        const sum = products.reduce((total, product) => total + product, 0);
        expect(Math.abs(end.at(-1)!.to - sum)).toBeLessThan(1e-9);
        const { from: low, to: high } = reach(products);
        fallingBars(products, moment).forEach(({ from, to }, at) => {
          expect(Math.abs(to - from - products[at]!)).toBeLessThan(1e-9);
          expect(Math.min(from, to)).toBeGreaterThanOrEqual(low - 1e-9);
          expect(Math.max(from, to)).toBeLessThanOrEqual(high + 1e-9);
        });
      }),
    );
  });
});
