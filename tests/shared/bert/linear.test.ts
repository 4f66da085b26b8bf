import { describe, expect, it } from 'vitest';
import { row, zeros } from '../../../shared/bert/float-tensor.ts';
import { linear } from '../../../shared/bert/linear.ts';
import { expectClose } from '../../expect-close.ts';
import { scattered } from './tiny-bert.ts';

describe('linear', () => {
  it('adds up rows of x times rows of W, and the bias', () => {
    const weight = { shape: [2, 3], data: Float32Array.of(1, 2, 3, 10, 20, 30) };
    const bias = { shape: [2], data: Float32Array.of(0.5, -0.5) };
    const x = { shape: [2, 3], data: Float32Array.of(1, 0, 0, 1, 1, 1) };
    const y = linear({ weight, bias }, x);
    expect(y.shape).toEqual([2, 2]);
    expect([...y.data]).toEqual([1.5, 9.5, 6.5, 59.5]);
  });

  it.each([
    [1, 1],
    [1, 4],
    [2, 5],
    [3, 6],
    [4, 7],
    [5, 8],
  ])(
    'equals the plain sum to the last bit or the one beside it (1.2e-7) for %i tokens and %i outputs',
    (seqLen, outputs) => {
      const affine = { weight: scattered(outputs, 9), bias: scattered(outputs) };
      const x = scattered(seqLen, 9);
      const expected = Array.from({ length: seqLen * outputs }, (_, i) => {
        const [t, o] = [Math.floor(i / outputs), i % outputs];
        return row(x, t).reduce((sum, value, j) => sum + value * row(affine.weight, o)[j], affine.bias.data[o]);
      });
      const { data } = linear(affine, x);
      expectClose(
        data.map((value, i) => value / Math.max(1, Math.abs(expected[i]))),
        expected.map((value) => value / Math.max(1, Math.abs(value))),
        1.2e-7,
      );
    },
  );

  it('sums in float64: a float32 sum would lose the small numbers beside a large one', () => {
    const weight = { shape: [1, 3], data: Float32Array.of(1, 1, 1) };
    const x = { shape: [1, 3], data: Float32Array.of(2 ** 30, 1, -(2 ** 30)) };
    expect(linear({ weight, bias: zeros(1) }, x).data[0]).toBe(1);
  });

  it('refuses vectors of another size than W has columns', () => {
    expect(() => linear({ weight: zeros(4, 3), bias: zeros(4) }, zeros(2, 5))).toThrow(
      'linear: expected x [seqLen, 3], found x [2,5]',
    );
  });
});
