import { describe, expect, it } from 'vitest';
import { headMetrics } from '../../../shared/analysis/head-metrics.ts';

const tokens = ['[CLS]', 'bank', '[SEP]'].map((text) => ({ text, special: text.startsWith('[') }));

/** One row a token, each looking at one key. */
function lookingAt(keys: readonly number[]): Float32Array {
  return Float32Array.from(keys.flatMap((at) => keys.map((_, key) => (key === at ? 1 : 0))));
}

describe('headMetrics', () => {
  it('of a head that looks everywhere alike has the largest entropy', () => {
    const four = Array.from({ length: 4 }, () => ({ text: 'a', special: false }));
    const metrics = headMetrics(new Float32Array(16).fill(0.25), four);
    expect(metrics).toMatchObject({ entropy: 2, confidence: 0.25, self: 0.25, distance: 1.25, cls: 0, sep: 0 });
  });

  it('of a head that looks at one key each has no entropy and full confidence', () => {
    expect(headMetrics(lookingAt([0, 1, 2]), tokens)).toMatchObject({
      entropy: 0,
      confidence: 1,
      self: 1,
      distance: 0,
    });
  });

  it('tells the neighbour before from the neighbour after', () => {
    expect(headMetrics(lookingAt([0, 0, 1]), tokens)).toMatchObject({ previous: 2 / 3, next: 0, self: 1 / 3 });
    expect(headMetrics(lookingAt([1, 2, 2]), tokens)).toMatchObject({ previous: 0, next: 2 / 3, self: 1 / 3 });
  });

  it('counts [CLS] and [SEP] that the template added, not those that a reader typed', () => {
    expect(headMetrics(lookingAt([2, 2, 0]), tokens)).toMatchObject({ sep: 2 / 3, cls: 1 / 3, distance: 5 / 3 });
    const typed = tokens.map(({ text }) => ({ text, special: false }));
    expect(headMetrics(lookingAt([2, 2, 0]), typed)).toMatchObject({ sep: 0, cls: 0 });
  });

  it('refuses attention of another text', () => {
    expect(() => headMetrics(new Float32Array(4), tokens)).toThrow(
      'expected attention of shape [3, 3], found 4 numbers',
    );
  });
});
