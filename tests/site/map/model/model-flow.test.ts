import { describe, expect, it } from 'vitest';
import { isFar, type ModelFlow, shareName, widestFromAfar, widestInto } from '../../../../site/map/model/model-flow.ts';
import {
  drawnPart,
  leastDrawn,
  leastShown,
  modelShape,
  namedTokens,
  placeAt,
  placeTokens,
  waysOf,
} from '../../../../site/map/model/model-layout.ts';

const tokens = '[CLS] the cat sat . [SEP]'.split(' ').map((text) => ({ text, special: text.startsWith('[') }));
const none = [0, 0, 0, 0, 0, 0];

/** Twelve layers in which each token keeps all of itself, but for what `strands` says. */
function flowOf(strands: readonly [layer: number, to: number, from: number, share: number][]): ModelFlow {
  const shares = Array.from({ length: 12 }, () => tokens.map((_, to) => none.map((_, from) => Number(from === to))));
  for (const [layer, to, from, share] of strands) {
    shares[layer]![to]![from] = share;
    shares[layer]![to]![to]! -= share;
  }
  return { tokens, shares };
}

const flow = flowOf([
  [0, 1, 2, 0.3],
  [3, 3, 0, 0.4],
  [8, 3, 1, 0.2],
  [9, 4, 1, 0.25],
  [9, 3, 1, 0.04],
]);

describe('what flows between tokens', () => {
  it('from afar: between words that are not neighbours, special or punctuation', () => {
    expect(isFar(tokens, 3, 1)).toBe(true);
    expect([isFar(tokens, 1, 2), isFar(tokens, 3, 0), isFar(tokens, 4, 1), isFar(tokens, 5, 1)]).not.toContain(true);
    expect(widestFromAfar(flow)).toEqual({ layer: 8, to: 3, from: 1, share: 0.2 });
    expect(widestFromAfar(flowOf([]))).toBeUndefined();
  });

  it('into one token: the widest first, itself left out', () => {
    expect(widestInto(flow, 8, 3, 2)).toEqual([
      { from: 1, share: 0.2 },
      { from: 0, share: 0 },
    ]);
    expect(shareName(8, 3, 1)).toBe('token_mixing.8[3][1]');
  });
});

describe('the picture of the model', () => {
  const shape = modelShape(tokens.length, true);
  const placed = placeTokens(flow, shape);

  it('runs downwards where the tokens fit side by side, else to the right; always on a phone', () => {
    expect(shape.direction).toBe('down');
    expect(modelShape(13, false).direction).toBe('right');
    expect(modelShape(30, true).direction).toBe('right');
    expect(modelShape(13, false).width).toBe(340);
    expect(modelShape(512, true).height).toBeLessThan(4000);
  });

  it.each([
    [6, true],
    [20, true],
    [64, true],
    [13, false],
    [512, false],
  ])('rivers of %d tokens do not touch (wide: %s)', (count, isWide) => {
    const many = Array.from({ length: count }, (_, k) => ({ text: `w${k}`, special: false }));
    const one = modelShape(count, isWide);
    const centres = placeTokens({ tokens: many, shares: [] }, one).map(({ centre }) => centre);
    for (const [k, centre] of centres.slice(1).entries())
      expect(centre - centres[k]!).toBeGreaterThanOrEqual(one.scale);
  });

  it('draws each strand of the least share or more, as wide as its share, and tells three kinds apart', () => {
    const ways = waysOf(flow, placed, shape, leastShown);
    const strands = ways.flatMap(({ to, strands }) => strands.map((strand) => ({ to, ...strand })));
    expect(strands.map(({ to, from, layer, kind }) => [layer, to, from, kind])).toEqual([
      [0, 1, 2, 'near'],
      [8, 3, 1, 'far'],
      [3, 3, 0, 'special'],
      [9, 4, 1, 'near'],
    ]);
    for (const { share, width } of strands) expect(width).toBeCloseTo(share * shape.scale, 9);
    expect(ways).toHaveLength(6);
  });

  it('leaves out the narrowest where there are too many, and says how much is drawn', () => {
    expect(leastDrawn(flow)).toBe(leastShown);
    expect(leastDrawn(flow, 2)).toBe(0.3);
    expect(drawnPart(flow, leastShown)).toBeCloseTo(1.15 / 1.19, 9);
    expect(drawnPart(flow, 0.3)).toBeCloseTo(0.7 / 1.19, 9);
    expect(drawnPart(flowOf([]), leastShown)).toBe(1);
  });

  it('knows the layer and the token under a point, in both directions', () => {
    const { start, pitch } = shape;
    expect(placeAt(placed[3]!.centre + 2, start + 8.5 * pitch, placed, shape)).toEqual({ layer: 8, token: 3 });
    expect(placeAt(-10, -10, placed, shape)).toEqual({ layer: 0, token: 0 });
    const phone = modelShape(6, false);
    const below = placeTokens(flow, phone);
    expect(placeAt(phone.start + 11.9 * phone.pitch, below[5]!.centre, below, phone)).toEqual({ layer: 11, token: 5 });
  });

  it('names as many tokens as have room, those that are wanted first', () => {
    const close = Array.from({ length: 6 }, (_, k) => ({ text: 'w', special: false, centre: 6 * k }));
    expect([...namedTokens(close, [3], 12)].sort()).toEqual([0, 3, 5]);
    expect(namedTokens(close, [], 6).size).toBe(6);
  });
});
