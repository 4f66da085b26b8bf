import { describe, expect, it } from 'vitest';
import { columnCentres } from '../../../site/figures/marks/flow/flow-layout.ts';
import { between, type Flow, sharesInto, slotsOf, tokensOf } from '../../../site/home/hero/flow.ts';

/** One layer; what comes from token k into token i is i + k / 10. */
function flow(words: string): Flow {
  const tokens = words.split(' ').map((text) => ({ text, special: text.startsWith('[') }));
  return { tokens, shares: [tokens.map((_, to) => tokens.map((_, from) => to + from / 10))] };
}

const tired = flow('[CLS] it was tired . [SEP]');
const burst = flow('[CLS] it burst . [SEP]');

describe('two sentences in one row', () => {
  it('share the slots of what begins and ends alike; what differs stands side by side', () => {
    expect(slotsOf(tired, burst).map((slot) => slot.in)).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, undefined],
      [4, 3],
      [5, 4],
    ]);
  });

  it.each([
    ['a b c', 'a b c', [0, 1, 2]],
    ['a x c', 'a y c', [0, 1, 2]],
    ['a a', 'a a a', [0, 1, undefined]],
    ['x', 'y z', [0, undefined]],
  ])('keep every token of %s and of %s, once and in order', (first, second, expected) => {
    const slots = slotsOf(flow(first), flow(second));
    expect(slots.map((slot) => slot.in[0])).toEqual(expected);
    const seconds = slots.flatMap((slot) => slot.in[1] ?? []);
    expect(seconds).toEqual(second.split(' ').map((_, index) => index));
  });

  it('say what comes into a slot in either, nothing from or into a token that is not there', () => {
    const slots = slotsOf(tired, burst);
    expect(sharesInto(tired, slots, 0, 4)).toEqual([[4, 4.1, 4.2, 4.3, 4.4, 4.5]]);
    expect(sharesInto(burst, slots, 1, 4)).toEqual([[3, 3.1, 3.2, 0, 3.3, 3.4]]);
    expect(sharesInto(burst, slots, 1, 3)).toEqual([[0, 0, 0, 0, 0, 0]]);
  });

  it('turn into each other', () => {
    expect(between([[0, 1]], [[1, 0]], 0.25)).toEqual([[0.25, 0.75]]);
  });

  it('have their words in order between the ends, and an empty text where there is no token', () => {
    const texts = tokensOf(burst, slotsOf(tired, burst), 1).map(({ text }) => text);
    expect(texts).toEqual(['[CLS]', 'it', 'burst', '', '.', '[SEP]']);
    const centres = columnCentres(texts, 40, 1200);
    expect(centres).toEqual([...centres].sort((a, b) => a - b));
    expect(centres[0]! > 40 && centres[5]! < 1200).toBe(true);
  });
});
