import { describe, expect, it } from 'vitest';
import { dot } from '../../../shared/bert/dot.ts';
import { row, zeros } from '../../../shared/bert/float-tensor.ts';

describe('row', () => {
  const tensor = { shape: [2, 3, 2], data: Float32Array.from({ length: 12 }, (_, i) => i) };

  it('is the last axis at the given indices', () => {
    expect([...row(tensor, 1, 2)]).toEqual([10, 11]);
    expect([...row({ shape: [3, 4], data: tensor.data }, 1)]).toEqual([4, 5, 6, 7]);
  });

  it('is a view: what is written there is written into the tensor', () => {
    const matrix = zeros(2, 2);
    row(matrix, 1)[0] = 5;
    expect([...matrix.data]).toEqual([0, 0, 5, 0]);
  });
});

describe('dot', () => {
  it('sums in float64', () => {
    expect(dot(Float32Array.of(2 ** 30, 1, -(2 ** 30)), Float32Array.of(1, 1, 1))).toBe(1);
  });

  it('is 0 for vectors at right angles', () => {
    expect(dot(Float32Array.of(3, 4), Float32Array.of(-4, 3))).toBe(0);
  });
});
