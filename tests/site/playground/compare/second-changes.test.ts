import { describe, expect, it } from 'vitest';
import type { Token } from '../../../../shared/tokenizer/token.ts';
import { secondChanges } from '../../../../site/playground/compare/second-changes.ts';
import { changesSaid, unreached } from '../../../../site/playground/compare/what-is-compared.ts';
import { noChanges } from '../../../../site/playground/place.ts';

function tokens(text: string): Token[] {
  return text.split(' ').map((piece, index) => ({
    id: index,
    text: piece,
    start: 0,
    end: 0,
    special: /^\[(CLS|SEP)\]$/.test(piece),
    word: index,
    type: 0,
  }));
}
const a = tokens('[CLS] the cat was tired [SEP]');

describe('the changes of text A, for text B', () => {
  it('are the same heads, and the same places where both are equally long', () => {
    const b = tokens('[CLS] the dog was late [SEP]');
    expect(secondChanges({ off: [106], masked: [2, 4] }, a, b)).toEqual({
      changes: { off: [106], masked: [2, 4] },
      absent: [],
    });
  });

  it('are the counterparts of the masked words where the lengths differ, and name those that have none', () => {
    const b = tokens('[CLS] yesterday the old cat was late [SEP]');
    expect(secondChanges({ off: [], masked: [2, 4] }, a, b)).toEqual({
      changes: { off: [], masked: [4] },
      absent: [4],
    });
  });

  it('never mask a special token that stands at the same place', () => {
    const b = tokens('[CLS] the [SEP] was late [SEP]');
    expect(secondChanges({ off: [], masked: [2] }, a, b)).toEqual({ changes: { off: [], masked: [] }, absent: [2] });
  });
});

describe('what is compared', () => {
  it('is named up to three changes of a kind, and counted beyond', () => {
    expect(changesSaid(noChanges, a)).toBe('as typed, no head out');
    expect(changesSaid({ off: [106], masked: [2] }, a)).toBe('Layer 9 · Head 11 out, cat masked');
    expect(changesSaid({ off: [0, 13, 26, 39], masked: [] }, a)).toBe('4 heads out');
    expect(changesSaid({ off: Array.from({ length: 12 }, (_, head) => head), masked: [] }, a)).toBe(
      'Layer 1, all heads out',
    );
  });

  it('says why a head shows nothing of a knock-out, and where to look', () => {
    const off = { off: [106], masked: [] };
    const at = (layer: number, head: number, lens: 'weight' | 'norm' | 'rollout' = 'weight') =>
      unreached(off, { layer, head, lens });
    expect(at(8, 10)).toMatchObject({ layer: 9 });
    expect(at(8, 10)!.why).toContain('knocked out');
    expect(at(8, 3)).toMatchObject({ layer: 9 });
    expect(at(2, 3)).toMatchObject({ layer: 9 });
    expect(at(9, 3)).toBeUndefined();
    expect(at(8, 10, 'rollout')).toBeUndefined();
    expect(at(7, 10, 'rollout')).toMatchObject({ layer: 9 });
    expect(unreached({ off: [132], masked: [] }, { layer: 11, head: 0, lens: 'norm' })!.layer).toBeUndefined();
    expect(unreached({ off: [106], masked: [1] }, { layer: 2, head: 0, lens: 'weight' })).toBeUndefined();
    expect(unreached(noChanges, { layer: 2, head: 0, lens: 'weight' })).toBeUndefined();
  });
});
