import { describe, expect, it } from 'vitest';
import { encoder, layer } from '../../../shared/bert/encoder.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases, goldenTolerance, scattered, tinyConfig, tinyWeights } from './tiny-bert.ts';

const { layers } = tinyWeights;

describe('layer', () => {
  it.each(goldenCases)(
    'takes "%s" from hidden_states.0 to hidden_states.1 within 1e-5 of the largest number',
    (name) => {
      const { tensors } = golden(name);
      const { hiddenStates } = layer(tinyConfig, layers[0], tensors['hidden_states.0']);
      expectClose(hiddenStates.data, tensors['hidden_states.1'].data, goldenTolerance(tensors['hidden_states.1']));
    },
  );

  it('is blind to order: tokens that change places take their vectors with them, within 1e-5', () => {
    const x = scattered(3, 64);
    const reversed = {
      shape: x.shape,
      data: Float32Array.from([2, 1, 0].flatMap((t) => [...x.data.slice(t * 64, (t + 1) * 64)])),
    };
    const there = layer(tinyConfig, layers[0], x).hiddenStates.data;
    const back = layer(tinyConfig, layers[0], reversed).hiddenStates.data;
    expectClose(back.slice(0, 64), there.slice(128), 1e-5);
    expectClose(back.slice(128), there.slice(0, 64), 1e-5);
  });

  it('lets a head that is knocked out contribute nothing', () => {
    const { context, attentionProbs } = layer(tinyConfig, layers[0], scattered(3, 64), [1, 1, 0, 1]);
    expect(attentionProbs.data.slice(18, 27).every((prob) => prob === 0)).toBe(true);
    expect(context.data.slice(2 * 48, 3 * 48).every((value) => value === 0)).toBe(true);
    expect(context.data.slice(48, 2 * 48).some((value) => value !== 0)).toBe(true);
  });
});

describe('encoder', () => {
  it('feeds each layer with the one before', () => {
    const x = scattered(2, 64);
    const [first, second] = encoder(tinyConfig, layers, x);
    expect(first).toEqual(layer(tinyConfig, layers[0], x));
    expect(second).toEqual(layer(tinyConfig, layers[1], first.hiddenStates));
  });

  it('computes a layer only when it is asked for', () => {
    const broken = { ...layers[1], query: { ...layers[1].query, weight: scattered(64, 3) } };
    const steps = encoder(tinyConfig, [layers[0], broken], scattered(2, 64));
    expect(steps.next().done).toBe(false);
    expect(() => steps.next()).toThrow('linear: expected x [seqLen, 3]');
  });

  it('refuses a head mask without a row for each layer', () => {
    expect(() => [...encoder(tinyConfig, layers, scattered(2, 64), [[1, 1, 1, 1]])]).toThrow(
      'headMask: expected a row for each of 2 layers, found 1',
    );
  });
});
