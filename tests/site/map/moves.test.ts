import { describe, expect, it } from 'vitest';
import { moveIn, type Room } from '../../../site/map/moves.ts';

const place = { layer: 8, head: 10, token: 8, key: 2 };
const room: Room = { tokens: 13, layers: 12, heads: 12, headColumns: 6, ranks: [2, 1, 3, 6], isTurned: false };

describe('an arrow key', () => {
  it.each([
    ['model', 'ArrowDown', { layer: 9 }],
    ['model', 'ArrowRight', { token: 9 }],
    ['floor', 'ArrowLeft', { head: 9 }],
    ['floor', 'ArrowUp', { head: 4 }],
    ['head', 'ArrowUp', { token: 7 }],
    ['head', 'ArrowRight', { key: 3 }],
    ['row', 'ArrowDown', { key: 1 }],
    ['row', 'ArrowUp', { key: 2 }],
    ['row', 'ArrowRight', { key: 3 }],
    ['pair', 'ArrowLeft', { key: 1 }],
    ['products', 'ArrowDown', { key: 3 }],
  ] as const)('in %s: %s', (level, pressed, moved) => {
    expect(moveIn(level, pressed, place, room)).toEqual({ ...place, ...moved });
  });

  it('goes the way that the picture goes where layers run to the right', () => {
    const turned = { ...room, isTurned: true };
    expect(moveIn('model', 'ArrowRight', place, turned)).toEqual({ ...place, layer: 9 });
    expect(moveIn('model', 'ArrowDown', place, turned)).toEqual({ ...place, token: 9 });
  });

  it('stops at the edges', () => {
    const corner = { layer: 11, head: 11, token: 12, key: 12 };
    for (const level of ['model', 'floor', 'head', 'pair'] as const)
      for (const pressed of ['ArrowRight', 'ArrowDown']) expect(moveIn(level, pressed, corner, room)).toEqual(corner);
  });

  it('is none of the map’s where it is no arrow', () => {
    expect(moveIn('model', 'a', place, room)).toBeUndefined();
    expect(moveIn('model', 'Enter', place, room)).toBeUndefined();
  });
});
