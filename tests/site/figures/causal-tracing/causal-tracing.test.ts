import { describe, expect, it } from 'vitest';
import {
  dataRequest,
  firstDifference,
  pairFault,
  probabilityName,
  type ShownToken,
  shareName,
  shareOfWay,
  shareText,
  wordsToFollow,
} from '../../../../site/figures/causal-tracing/causal-tracing.ts';
import { signedStyle } from '../../../../site/figures/marks/scale/signed-style.ts';
import { parseTensorName } from '../marks/number/parse.ts';

/** Tokens as BERT reads them, the marks at the ends added. */
const read = (words: string): ShownToken[] =>
  ['[CLS]', ...words.split(' '), '[SEP]'].map((text) => ({ text, special: /^\[/.test(text) }));
const rome = read('rome is the capital of [MASK] .');
const paris = read('paris is the capital of [MASK] .');

describe('two sentences', () => {
  it('go together where they are as long, differ, and have their blanks at one place', () => {
    expect(pairFault(rome, paris)).toBeUndefined();
    expect(firstDifference({ tokens: rome, sourceTokens: paris })).toBe(1);
  });

  it.each([
    [
      read('rome is in [MASK] .'),
      paris,
      /upper sentence is 2 tokens longer \(9 above, 7 below\).*paris · is · the · capital · of · \[MASK\] · \.$/,
    ],
    [read('the rome is the capital of [MASK] .'), paris, /lower sentence is 1 token longer \(9 above, 10 below\)/],
    [read('rome is it .'), read('paris is it .'), /^Neither sentence has a blank yet\. Write \[MASK\]/],
    [read('rome is [MASK] .'), read('paris is it .'), /^The upper sentence has not a blank/],
    [read('rome is it .'), read('paris is [MASK] .'), /^The lower sentence has not a blank/],
    [read('rome is [MASK] .'), read('[MASK] is rome .'), /blanks stand at different places/],
    [rome, rome, /reads the two sentences as the same/],
    [read(`rome ${'a '.repeat(40)}[MASK]`), read(`paris ${'a '.repeat(40)}[MASK]`), /Up to 35 tokens it works/],
  ])('that do not are told what to change', (tokens, source, says) => {
    expect(pairFault(tokens, source)).toMatch(says);
  });
});

describe('the words that are followed', () => {
  const word = (token: string, id: number, probability: number) => ({ token, id, probability });

  it('are those that each sentence favours over the other, also where one word leads in both', () => {
    const own = [word('ruins', 1, 0.6), word('italy', 2, 0.02), word('france', 3, 0.006)];
    const source = [word('ruins', 1, 0.37), word('france', 3, 0.14)];
    expect(wordsToFollow(own, source).map(({ token }) => token)).toEqual(['ruins', 'france']);
    expect(wordsToFollow(source, own).map(({ token }) => token)).toEqual(['france', 'ruins']);
  });

  const france = { token: 'france', id: 2605, own: -5, source: -1 };
  it('go a share of the way: 0 as they were, 1 as in the other sentence, below 0 away from it', () => {
    expect([0, 2, 4, -1].map((change) => shareOfWay(france, change))).toEqual([0, 0.5, 1, -0.25]);
    expect(shareOfWay({ ...france, own: -1, source: -5 }, -4)).toBe(1);
  });

  it('colour a square by that share, at most fully; a square that is not known has none', () => {
    expect(signedStyle(0.5)).toBe('--mark:var(--positive);--strength:50.0%');
    expect(signedStyle(-1.7)).toBe('--mark:var(--negative);--strength:100.0%');
    expect(signedStyle(Number.NaN)).toBe('--strength:0%');
  });

  it('say that share as a number and in words', () => {
    expect([0.936, 1.2, -0.3, -0.001, Number.NaN].map(shareText)).toEqual([
      '94\u00a0% of the way to what it is in the upper sentence',
      '120\u00a0% of the way: it goes past what it is in the upper sentence',
      '−30\u00a0% of the way: it goes farther from what it is in the upper sentence',
      '0\u00a0% of the way to what it is in the upper sentence: next to no change',
      'not known yet',
    ]);
  });
});

describe('what is handed over', () => {
  const pair = { text: 'Rome is in [MASK].', source: 'Paris is in [MASK].' };

  it('is one row of one tensor, from the other text', () => {
    const [own, patched, source] = JSON.parse(dataRequest(pair, { token: 1, layer: 4, family: 'key' }));
    expect(patched).toEqual({
      text: pair.text,
      interventions: [{ at: 'key.4', tokens: [1], patch: { text: pair.source } }],
    });
    expect([own.text, source.text]).toEqual([pair.text, pair.source]);
    expect(own.interventions).toEqual([{ at: 'hidden_states.0', scale: 1 }]);
  });

  it('has numbers with names that can be asked again', () => {
    expect(probabilityName('patched', 4, 2605)).toBe('fill_mask@1.12[4][2605]');
    expect(() => parseTensorName(shareName(4, 2605))).not.toThrow();
  });
});
