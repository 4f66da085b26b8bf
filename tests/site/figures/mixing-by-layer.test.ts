import { expect, it } from 'vitest';
import { layerMixing, mean } from '../../../site/figures/residual/mixing-by-layer.ts';
import type { Trace } from '../../../site/model/trace.ts';

const tensor = (shape: number[], ...data: number[]) => ({ shape, data: Float32Array.from(data) });
const trace: Trace = {
  tokens: [],
  tensors: {
    'attentions.0': tensor([2, 2, 2], 1, 0, 0.75, 0.25, 0, 1, 0.25, 0.75),
    'mixing.0': tensor([2, 1], 0.5, 0.125),
    'hidden_states.0': tensor([2, 2], 9, 9, 1, 0),
    'hidden_states.1': tensor([2, 2], 9, 9, 3, 4),
  },
};

it("takes one token's own weight out of every head, its share from the model, and its cosine with the input", () => {
  expect(layerMixing(trace, 0, 1, 2)).toEqual({ weightToOthers: 0.5, shareOfOthers: 0.125, cosineToInput: 0.6 });
});

it('averages', () => {
  expect(mean([1, 2, 6])).toBe(3);
});
