import { describe, expect, it } from 'vitest';
import { headSummedNorms, normWeighted, valueNorms } from '../../../shared/analysis/norm-weighted.ts';
import { transformedValue } from '../../../shared/bert/transformed-value.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, scattered, tinyWeights } from '../bert/tiny-bert.ts';

/** sqrt(sum v^2) of sum_h A[h, i, j] f_h(x_j), word for word. */
function summedPlainly(attentionProbs: Float32Array, values: Float32Array, heads: number, n: number): number[] {
  const size = values.length / (heads * n);
  return Array.from({ length: n * n }, (_, pair) => {
    const [i, j] = [Math.floor(pair / n), pair % n];
    const weight = (h: number) => attentionProbs[(h * n + i) * n + j];
    const components = Array.from({ length: size }, (_, k) =>
      Array.from({ length: heads }, (_, h) => weight(h) * values[(h * n + j) * size + k]).reduce((a, b) => a + b),
    );
    return Math.hypot(...components);
  });
}

describe('valueNorms', () => {
  it('is the length of every row', () => {
    expect([...valueNorms(Float32Array.of(3, 4, 0, 0, -5, 12), 2)]).toEqual([5, 0, 13]);
  });

  it('refuses half rows', () => {
    expect(() => valueNorms(new Float32Array(5), 2)).toThrow('expected rows of 2 numbers, found 5 numbers');
  });
});

describe('normWeighted', () => {
  it('scales each column of a head by the length of what its token would contribute', () => {
    expect([...normWeighted(Float32Array.of(0.5, 0.5, 0.25, 0.75), Float32Array.of(2, 4))]).toEqual([1, 2, 0.5, 3]);
  });

  it('takes each head with its own lengths', () => {
    const attentionProbs = Float32Array.of(0.5, 0.5, 0.25, 0.75, 1, 0, 0, 1);
    expect([...normWeighted(attentionProbs, Float32Array.of(2, 4, 8, 16))]).toEqual([1, 2, 0.5, 3, 8, 0, 0, 16]);
  });

  it.each([
    [9, 2],
    [4, 3],
    [0, 0],
  ])('refuses %i weights with %i norms', (weights, norms) => {
    expect(() => normWeighted(new Float32Array(weights), new Float32Array(norms))).toThrow(
      `expected attention [heads, n, n] and norms [heads, n], found ${weights} and ${norms} numbers`,
    );
  });
});

describe('headSummedNorms', () => {
  it('lets heads cancel and help each other', () => {
    const opposite = Float32Array.of(3, 4, -3, -4);
    expect([...headSummedNorms(Float32Array.of(1, 1), opposite, 1)]).toEqual([0]);
    expect([...headSummedNorms(Float32Array.of(1, 0.5), opposite, 1)]).toEqual([2.5]);
    expect([...headSummedNorms(Float32Array.of(1, 1), Float32Array.of(3, 0, 0, 4), 1)]).toEqual([5]);
  });

  it('equals the length of the summed vectors within 1e-6', () => {
    const [heads, n] = [3, 5];
    const attentionProbs = scattered(heads, n, n).data;
    const values = scattered(heads, n, 7).data;
    const expected = summedPlainly(attentionProbs, values, heads, n);
    expectClose(headSummedNorms(attentionProbs, values, n), expected, 1e-6);
  });

  it('of a single head is normWeighted within 1e-6', () => {
    const attentionProbs = scattered(1, 6, 6).data.map(Math.abs);
    const values = scattered(1, 6, 10).data;
    const norms = valueNorms(values, 10);
    expectClose(headSummedNorms(attentionProbs, values, 6), normWeighted(attentionProbs, norms), 1e-6);
  });

  it('of a text of one token is the length of the reference attention output without its bias, within 1e-5', () => {
    const { tensors } = golden('one');
    for (const [l, weights] of tinyWeights.layers.entries()) {
      const values = transformedValue(weights, tensors[`value.${l}`]).data;
      const { bias } = weights.attentionOutput;
      const output = tensors[`attention_output.${l}`].data.map((value, i) => value - bias.data[i]);
      const found = headSummedNorms(tensors[`attentions.${l}`].data, values, 1);
      expectClose(found, [Math.hypot(...output)], 1e-5, `layer ${l}`);
    }
  });

  it.each([
    [5, 8, 2],
    [8, 9, 2],
    [0, 8, 2],
  ])('refuses %i weights and %i values for %i tokens', (weights, values, n) => {
    expect(() => headSummedNorms(new Float32Array(weights), new Float32Array(values), n)).toThrow(RangeError);
  });
});
