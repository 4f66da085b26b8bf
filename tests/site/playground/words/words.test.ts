import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { notOneEntry } from '../../../../site/playground/words/followed-word.ts';
import { logOdds, probabilityDigits, signedDigits } from '../../../../site/playground/words/log-odds.ts';
import { merged } from '../../../../site/playground/words/predictions.ts';
import { inRequests } from '../../../../site/playground/words/words-request.ts';

it.each([
  [0.5, 0],
  [0.9, Math.log(9)],
  [0.0001, -Math.log(9999)],
  [0.9996, Math.log(2499)],
])('log-odds of %d are %d', (probability, expected) => {
  expect(logOdds(probability)).toBeCloseTo(expected, 9);
});

it.each([
  [1, '1.0'],
  [0.9995722, '0.9996'],
  [0.999, '0.999'],
  [0.9968, '0.997'],
  [0.87, '0.87'],
  [0.95, '0.95'],
  [0.99999994, '0.99999994'],
  [0.00048, '0.00048'],
])('the probability %d is printed as %s', (probability, text) => {
  expect(probabilityDigits(probability)).toBe(text);
});

it('a probability below 1 is never printed as 1, and never further off than its own distance to 1', () => {
  fc.assert(
    fc.property(fc.double({ min: -16, max: 0, noNaN: true }), (exponent) => {
      const probability = Math.fround(1 - Math.exp(exponent));
      fc.pre(probability < 1 && probability > 0);
      const text = probabilityDigits(probability);
      expect(Number(text.replace('−', '-'))).toBeLessThan(1);
    }),
  );
});

it('a change is printed with its sign', () => {
  expect([0.42, -1.7, 12.345, -0.0031, 0].map(signedDigits)).toEqual(['+0.42', '−1.70', '+12.35', '−0.0031', '0']);
});

it('words go into lists of at most 100, and none into none', () => {
  const words = Array.from({ length: 128 }, (_, index) => `w${index}`);
  expect(inRequests(words).map(({ length }) => length)).toEqual([100, 28]);
  expect(inRequests(words).flat()).toEqual(words);
  expect(inRequests([])).toEqual([]);
});

it('each candidate gets its probability without the knock-out at its own place, from any of the answers', () => {
  const tokens = [{ text: 'a' }, { text: 'b' }] as never;
  const one = (index: number, id: number, probability: number) => {
    return { index, candidates: [{ token: `t${id}`, id, probability }] };
  };
  const found = merged(tokens, [one(0, 7, 0.5), one(1, 8, 0.6)], [one(1, 7, 0.1), one(0, 7, 0.2), one(1, 8, 0.3)]);
  expect(found.map(({ candidates }) => candidates[0]!.before)).toEqual([0.2, 0.3]);
});

it('a word that is not one entry is refused with what it is made of', () => {
  expect(notOneEntry('snowboarding', [{ text: 'snow' }, { text: '##boarding' }])).toBe(
    '“snowboarding” is 2 entries of BERT’s vocabulary: snow ##boarding. A blank holds one: follow one of them, or another word.',
  );
  expect(notOneEntry('🙂', [{ text: '[UNK]' }])).toContain('is not in BERT’s vocabulary');
});
