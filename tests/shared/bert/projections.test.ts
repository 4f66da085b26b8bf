import { describe, expect, it } from 'vitest';
import { projections, splitHeads } from '../../../shared/bert/projections.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases, goldenTolerance, tinyConfig, tinyWeights } from './tiny-bert.ts';

describe('projections', () => {
  it.each(goldenCases)('makes query, key and value of "%s" within 1e-5 of their largest number', (name) => {
    const { tensors } = golden(name);
    const made = projections(tinyConfig, tinyWeights.layers[1], tensors['hidden_states.1']);
    for (const field of ['query', 'key', 'value'] as const) {
      const expected = tensors[`${field}.1`];
      expect(made[field].shape).toEqual(expected.shape);
      expectClose(made[field].data, expected.data, goldenTolerance(expected), field);
    }
  });
});

describe('splitHeads', () => {
  it('gives head 0 the first numbers of every token, head 1 the next', () => {
    const x = { shape: [2, 4], data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
    expect(splitHeads(x, 2)).toEqual({ shape: [2, 2, 2], data: Float32Array.of(1, 2, 5, 6, 3, 4, 7, 8) });
  });
});
