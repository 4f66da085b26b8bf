import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine } from '../../../shared/analysis/cosine.ts';
import { pooled } from '../../../shared/analysis/pooling.ts';
import { tokenSimilarity } from '../../../shared/analysis/token-similarity.ts';
import { expectClose } from '../../expect-close.ts';

const size = 5;
const number = fc.float({ noNaN: true, min: -10, max: 10 }).filter((value) => value === 0 || Math.abs(value) > 1e-3);
/** 1 to 6 tokens. */
const states = fc.array(fc.array(number, { minLength: size, maxLength: size }), { minLength: 1, maxLength: 6 });
const flat = (rows: readonly (readonly number[])[]) => Float32Array.from(rows.flat());
const mean = (x: Float32Array) => pooled(x, size, { first: 0, end: x.length / size }, 'mean');
const sum = (values: Float32Array) => values.reduce((total, value) => total + value, 0);

/** A mean that nearly vanishes has a direction that float32 rounding decides. */
const clear = ([x, y]: readonly [Float32Array, Float32Array]) =>
  [x, y].every((text) => Math.hypot(...mean(text)) > 0.1);
const texts = fc.tuple(states.map(flat), states.map(flat)).filter(clear);

describe('tokenSimilarity', () => {
  it('splits a cosine that can be computed by hand', () => {
    // u = (2, 1), v = (0, 1): cos = 1 / sqrt(5).
    const { similarity, cosines, contributions } = tokenSimilarity(
      Float32Array.of(4, 0, 0, 2),
      Float32Array.of(0, 1),
      2,
    );
    expectClose([similarity], [1 / Math.sqrt(5)], 1e-15);
    expect([...cosines]).toEqual([0, 1]);
    expectClose(contributions, [0, 1 / Math.sqrt(5)], 1e-7);
  });

  it('adds up to the cosine of the means of the tokens, for any two texts, within 1e-6 of it or of the largest part', () => {
    fc.assert(
      fc.property(texts, ([x, y]) => {
        const { similarity, contributions } = tokenSimilarity(x, y, size);
        expectClose([similarity], [cosine(mean(x), mean(y))], 1e-6);
        const most = Math.max(...contributions.map(Math.abs));
        expectClose([sum(contributions)], [similarity], 1e-6 * (1 + most));
      }),
    );
  });

  it('is each cosine of two tokens times the same weight that their lengths have in the sum', () => {
    fc.assert(
      fc.property(texts, ([x, y]) => {
        const { cosines, contributions } = tokenSimilarity(x, y, size);
        const [n, m] = [x.length / size, y.length / size];
        const divisor = n * m * Math.hypot(...mean(x)) * Math.hypot(...mean(y));
        const length = (text: Float32Array, t: number) => Math.hypot(...text.subarray(t * size, (t + 1) * size));
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < m; j++) {
            const expected = (cosines[i * m + j]! * length(x, i) * length(y, j)) / divisor;
            expectClose([contributions[i * m + j]!], [expected], 1e-4 * (1 + Math.abs(expected)));
          }
        }
      }),
    );
  });

  it('is turned over when the texts change places', () => {
    fc.assert(
      fc.property(texts, ([x, y]) => {
        const [there, back] = [tokenSimilarity(x, y, size), tokenSimilarity(y, x, size)];
        const [n, m] = [x.length / size, y.length / size];
        const turned = Array.from({ length: n * m }, (_, at) => back.contributions[(at % m) * n + Math.floor(at / m)]!);
        expect([...there.contributions]).toEqual(turned);
      }),
    );
  });

  it('of a text without direction is 0', () => {
    const { similarity, contributions } = tokenSimilarity(Float32Array.of(1, -1), Float32Array.of(2), 1);
    expect([similarity, ...contributions]).toEqual([0, 0, 0]);
  });

  it('refuses numbers that fill no whole rows', () => {
    expect(() => tokenSimilarity(Float32Array.of(1, 2, 3), Float32Array.of(1, 2), 2)).toThrow('rows of 2 numbers');
  });
});
