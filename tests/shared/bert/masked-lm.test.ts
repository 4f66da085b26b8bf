import { describe, expect, it } from 'vitest';
import { row } from '../../../shared/bert/float-tensor.ts';
import { maskedLmLogits } from '../../../shared/bert/masked-lm.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases, goldenTolerance, tinyConfig, tinyWeights } from './tiny-bert.ts';

describe('maskedLmLogits', () => {
  it.each(goldenCases)('makes the logits of "%s" within 1e-5 of the largest', (name) => {
    const { tensors } = golden(name);
    const logits = maskedLmLogits(tinyConfig, tinyWeights, tensors['hidden_states.2']);
    expect(logits.shape).toEqual(tensors.logits.shape);
    expectClose(logits.data, tensors.logits.data, goldenTolerance(tensors.logits));
  });

  it('can be asked for a single row', () => {
    const { tensors } = golden('single');
    const all = maskedLmLogits(tinyConfig, tinyWeights, tensors['hidden_states.2']);
    const one = { shape: [1, 64], data: row(tensors['hidden_states.2'], 4) };
    expect(maskedLmLogits(tinyConfig, tinyWeights, one).data).toEqual(row(all, 4).slice());
  });

  it('says so when the model was stored without the head', () => {
    const { maskedLm: _, ...headless } = tinyWeights;
    expect(() => maskedLmLogits(tinyConfig, headless, golden('one').tensors['hidden_states.2'])).toThrow(
      'expected cls.predictions.* among the weights, found none',
    );
  });
});
