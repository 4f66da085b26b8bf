import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packBytesOf, packsOf, type Surveyed } from '../../../../shared/api/batch/survey.ts';
import { ApiError } from '../../../../shared/api/errors.ts';
import { batchLimits } from '../../../../shared/api/limits.ts';
import { packTokens } from '../../../../shared/model/bert.ts';

const text = (tokens: number, bytes = 0, isPassing = false): Surveyed => ({
  tokens,
  promptTokens: tokens,
  bytes,
  bytesBeside: 0,
  isPassing,
});
const wrong = new ApiError('empty_text', 'input[0]: expected a text, found an empty one.');

const surveyed: fc.Arbitrary<Surveyed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(fc.integer({ min: 2, max: 512 }), fc.nat(batchLimits.packBytes)).map(([n, b]) => text(n, b)),
  },
  { weight: 1, arbitrary: fc.constant(wrong) },
  { weight: 1, arbitrary: fc.constant(text(512, 2 ** 20, true)) },
);

describe('packsOf', () => {
  it('holds every text once, in order; what shares a pass fits it, and is neither an error nor sent while it is computed', () => {
    fc.assert(
      fc.property(fc.array(surveyed, { maxLength: 60 }), (texts) => {
        const packs = packsOf(texts, true);
        expect(packs.flat()).toEqual(texts.map((_, index) => index));
        for (const pack of packs.filter(({ length }) => length > 1)) {
          const shared = pack.map((index) => texts[index]!);
          if (shared.some((each) => each instanceof ApiError)) throw new Error('expected no error in a shared pass');
          const sizes = shared as Exclude<Surveyed, ApiError>[];
          expect(sizes.every(({ isPassing }) => !isPassing)).toBe(true);
          expect(sizes.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThanOrEqual(packTokens);
          expect(packBytesOf(texts, [pack])).toBeLessThanOrEqual(batchLimits.packBytes);
        }
      }),
    );
  });

  it('fills a pass before it begins the next', () => {
    const texts = Array.from({ length: 13 }, () => text(20));
    expect(packsOf(texts, true).map(({ length }) => length)).toEqual([6, 6, 1]);
    expect(packsOf(texts, false).map(({ length }) => length)).toEqual(Array(13).fill(1));
  });
});
