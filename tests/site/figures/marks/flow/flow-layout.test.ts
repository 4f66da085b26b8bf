import { describe, expect, it } from 'vitest';
import {
  columnCentres,
  drawnPart,
  type FlowShape,
  leastShare,
  riverPath,
  strandsInto,
} from '../../../../../site/figures/marks/flow/flow-layout.ts';

const shape: FlowShape = { direction: 'down', start: 10, pitch: 20, scale: 40, width: 400, height: 50 };
const tokens = [
  { text: 'a', special: false, centre: 100 },
  { text: 'b', special: false, centre: 200 },
  { text: 'c', special: false, centre: 300 },
];
const shares = [
  [0.1, 0.85, 0.05],
  [0.02, 0.5, 0.48],
];

/** The numbers of a path, in order. */
const numbers = (path: string) => path.match(/-?[\d.]+/g)!.map(Number);

describe('strandsInto', () => {
  it('draws what others bring, as wide as the share, from their column to the edge of the river', () => {
    const strands = strandsInto(shares, 1, tokens, shape);
    expect(strands.map(({ layer, from, width }) => [layer, from, width])).toEqual([
      [0, 0, 4],
      [0, 2, 2],
      [1, 2, 19.2],
    ]);
    const [x, y, , , , , endX, endY] = numbers(strands[0]!.path);
    expect([x, y, endX, endY]).toEqual([100, 10, 200 - (0.85 * 40) / 2, 30]);
  });

  it('leaves out what is below the least share, and the token itself', () => {
    const strands = strandsInto(shares, 1, tokens, shape);
    expect(strands.every(({ share, from }) => share >= leastShare && from !== 1)).toBe(true);
  });

  it('turns layers and tokens about for a phone', () => {
    const [strand] = strandsInto(shares, 1, tokens, { ...shape, direction: 'right' });
    const [x, y] = numbers(strand!.path);
    expect([x, y]).toEqual([10, 100]);
  });
});

describe('riverPath', () => {
  it('is in each layer as wide as what the token keeps, and closed', () => {
    const path = riverPath(shares, 1, 200, shape);
    expect(path).toMatch(/^M.*Z$/);
    const xs = numbers(path).filter((_, index) => index % 2 === 0);
    expect(Math.min(...xs)).toBe(200 - (0.85 * 40) / 2);
    expect(Math.max(...xs)).toBe(200 + (0.85 * 40) / 2);
    expect(xs).toContain(200 - (0.5 * 40) / 2);
    const ys = numbers(path).filter((_, index) => index % 2 === 1);
    expect([Math.min(...ys), Math.max(...ys)]).toEqual([10, 50]);
  });
});

it('drawnPart: layers come one after the other, each from nothing to all', () => {
  expect([0, 0.5, 1, 2].map((shown) => drawnPart(0, shown))).toEqual([0, 0.5, 1, 1]);
  expect([0, 1, 1.25, 2].map((shown) => drawnPart(1, shown))).toEqual([0, 0, 0.25, 1]);
});

it('columnCentres: in order, between the ends, longer words with more room', () => {
  const [a, b, c] = columnCentres(['a', 'extraordinary', 'b'], 0, 100);
  expect(a! > 0 && a! < b! && b! < c! && c! < 100).toBe(true);
  expect(b! - a!).toBeCloseTo(c! - b!, 9);
});
