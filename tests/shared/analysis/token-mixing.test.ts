import { describe, expect, it } from 'vitest';
import { mixingShare } from '../../../shared/analysis/mixing-share.ts';
import { tokenMixing } from '../../../shared/analysis/token-mixing.ts';
import { golden, goldenCases, tinyWeights } from '../bert/tiny-bert.ts';
import { goldenBlock, oneDimensional, randomBlock, unevenlyScaled } from './attention-block.ts';

describe('tokenMixing', () => {
  it('of two tokens, by hand: lengths 4 and 3, of 7', () => {
    const shares = tokenMixing(oneDimensional);
    [4 / 7, 3 / 7, 0.5, 0.5].forEach((share, index) => {
      expect(shares[index]).toBeCloseTo(share, 7);
    });
  });

  it('counts a dimension by its gamma, and not at all what is the same in every dimension', () => {
    const [own, others] = [Math.hypot(20, 20), Math.hypot(2, 2)];
    expect(tokenMixing(unevenlyScaled)[1]).toBeCloseTo(others / (others + own), 7);
  });

  it.each(goldenCases)(
    '"%s": rows sum to 1 within 1e-6, and others have at least what they have as one vector',
    (name) => {
      const { tensors } = golden(name);
      for (const [l, weights] of tinyWeights.layers.entries()) {
        const block = goldenBlock(tensors, weights, l);
        const shares = tokenMixing(block);
        mixingShare(block).forEach((asOneVector, i, { length }) => {
          const row = shares.subarray(i * length, (i + 1) * length);
          expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
          expect(1 - row[i]).toBeGreaterThan(asOneVector - 1e-6);
        });
      }
    },
  );

  it('of two tokens, where one other has nothing to cancel with, is the share as one vector within 1e-6', () => {
    const block = randomBlock(2, 2, 6, Float32Array.of(0.3, 0.7, 0.6, 0.4, 0.9, 0.1, 0.2, 0.8));
    const [toFirst, toSecond] = mixingShare(block);
    const shares = tokenMixing(block);
    expect(shares[1]).toBeCloseTo(toFirst, 6);
    expect(shares[2]).toBeCloseTo(toSecond, 6);
  });

  it('is all its own where a token attends to itself alone, and where nothing has a length', () => {
    const nothing = new Float32Array(2);
    const block = { transformedValue: nothing, attentionProbs: Float32Array.of(1), hiddenStates: nothing };
    expect([...tokenMixing({ ...block, gamma: Float32Array.of(1, 1) })]).toEqual([1]);
    const identity = Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
    expect([...tokenMixing(randomBlock(1, 3, 4, identity))]).toEqual([...identity]);
  });

  it('refuses tensors of different texts', () => {
    const block = randomBlock(2, 4, 6, new Float32Array(32));
    expect(() => tokenMixing({ ...block, attentionProbs: new Float32Array(18) })).toThrow(
      'found 48, 18, 24 and 6 numbers',
    );
  });
});
