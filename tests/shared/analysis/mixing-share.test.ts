import { describe, expect, it } from 'vitest';
import { type AttentionBlock, mixingShare } from '../../../shared/analysis/mixing-share.ts';
import type { LayerWeights } from '../../../shared/bert/weights.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases, tinyConfig, tinyWeights } from '../bert/tiny-bert.ts';
import { goldenBlock, oneDimensional, randomBlock, type Tensors, unevenlyScaled } from './attention-block.ts';

/** A vector of a token, one number a dimension. */
type Vector = readonly number[];

const plus = (a: Vector, b: Vector) => a.map((value, k) => value + b[k]);
const meanOf = (v: Vector) => v.reduce((a, b) => a + b) / v.length;
const lengthOf = (v: Vector) => Math.hypot(...v);

/** The paper's terms F_i(j), s_i and all, of the reference's tensors: [n][n] vectors, before b_O and beta. */
function terms(block: AttentionBlock, attentionOutput: Float32Array, i: number): Vector[] {
  const size = block.gamma.length;
  const n = block.hiddenStates.length / size;
  const heads = block.transformedValue.length / block.hiddenStates.length;
  const rowAt = (data: Float32Array, row: number): Vector => [...data.subarray(row * size, (row + 1) * size)];
  const sum = plus(rowAt(block.hiddenStates, i), rowAt(attentionOutput, i));
  const deviation = Math.sqrt(meanOf(sum.map((value) => (value - meanOf(sum)) ** 2)) + tinyConfig.layerNormEps);
  return Array.from({ length: n }, (_, j) => {
    let term: Vector = i === j ? rowAt(block.hiddenStates, i) : Array(size).fill(0);
    for (let h = 0; h < heads; h++) {
      const weight = block.attentionProbs[(h * n + i) * n + j];
      term = plus(
        term,
        rowAt(block.transformedValue, h * n + j).map((value) => weight * value),
      );
    }
    return term.map((value, k) => (block.gamma[k] * (value - meanOf(term))) / deviation);
  });
}

describe('mixingShare', () => {
  it('of two tokens, by hand: 3 / (3 + 4)', () => {
    const [first, second] = mixingShare(oneDimensional);
    expect(first).toBeCloseTo(3 / (3 + 4), 7);
    expect(second).toBeCloseTo(0.5 / (0.5 + 0.5), 7);
  });

  it('counts a dimension by its gamma, and not at all what is the same in every dimension', () => {
    const others = Math.hypot(2, 2);
    const own = Math.hypot(20, 20);
    expect(mixingShare(unevenlyScaled)[0]).toBeCloseTo(others / (others + own), 7);
  });

  it.each(goldenCases)(
    '"%s": the terms that are weighed add up to the reference attention block within 2e-5, and give the share within 1e-6',
    (name) => {
      const { tensors } = golden(name);
      for (const [l, weights] of tinyWeights.layers.entries()) {
        const block = goldenBlock(tensors, weights, l);
        const output = tensors[`attention_output.${l}`].data;
        const shares = mixingShare(block);
        shares.forEach((share, i) => {
          const parts = terms(block, output, i);
          expectClose(withBiases(parts.reduce(plus), block, output, weights, i), blockRow(tensors, l, i), 2e-5);
          const others = parts.filter((_, j) => j !== i).reduce(plus, Array(block.gamma.length).fill(0));
          expectClose([share], [lengthOf(others) / (lengthOf(others) + lengthOf(parts[i]))], 1e-6);
        });
      }
    },
  );

  it('is 0 for a text of one token, and wherever every token attends to itself alone', () => {
    const { tensors } = golden('one');
    expect([...mixingShare(goldenBlock(tensors, tinyWeights.layers[0], 0))]).toEqual([0]);
    const identity = Float32Array.from({ length: 2 * 16 }, (_, index) => (index % 5 === 0 && index < 16 ? 1 : 0));
    for (let i = 0; i < 4; i++) identity[16 + i * 5] = 1;
    const block = randomBlock(2, 4, 6, identity);
    expect([...mixingShare(block)]).toEqual([0, 0, 0, 0]);
  });

  it('lies between 0 and 1, and grows with the weight on other tokens', () => {
    const shareAt = (weight: number) => {
      const [own, other] = [1 - weight, weight / 3];
      const probs = Float32Array.from({ length: 16 }, (_, index) => (index % 5 === 0 ? own : other));
      return mixingShare(randomBlock(1, 4, 8, probs));
    };
    let before = shareAt(0.1);
    for (const weight of [0.4, 0.7, 1]) {
      const shares = shareAt(weight);
      shares.forEach((share, i) => {
        expect(share).toBeGreaterThan(before[i]);
        expect(share).toBeLessThan(1);
      });
      before = shares;
    }
  });

  it('is 0 where neither part has anything in it', () => {
    const nothing = new Float32Array(2);
    const block = { transformedValue: nothing, attentionProbs: Float32Array.of(1), hiddenStates: nothing };
    expect([...mixingShare({ ...block, gamma: Float32Array.of(1, 1) })]).toEqual([0]);
  });

  it('refuses tensors of different texts', () => {
    const block = randomBlock(2, 4, 6, new Float32Array(32));
    expect(() => mixingShare({ ...block, attentionProbs: new Float32Array(18) })).toThrow(
      'found 48, 18, 24 and 6 numbers',
    );
    expect(() => mixingShare({ ...block, gamma: new Float32Array(5) })).toThrow(RangeError);
  });
});

/** The terms' sum plus what comes from no token: gamma (b_O - mean(b_O)) / s_i + beta. */
function withBiases(
  sum: Vector,
  block: AttentionBlock,
  output: Float32Array,
  weights: LayerWeights,
  i: number,
): Vector {
  const size = sum.length;
  const before = Array.from({ length: size }, (_, k) => block.hiddenStates[i * size + k] + output[i * size + k]);
  const deviation = Math.sqrt(meanOf(before.map((value) => (value - meanOf(before)) ** 2)) + tinyConfig.layerNormEps);
  const bias = [...weights.attentionOutput.bias.data];
  const beta = weights.attentionLayerNorm.bias.data;
  return sum.map((value, k) => value + (block.gamma[k] * (bias[k] - meanOf(bias))) / deviation + beta[k]);
}

function blockRow(tensors: Tensors, l: number, i: number): Float32Array {
  const size = tinyConfig.hiddenSize;
  return tensors[`attention_block.${l}`].data.subarray(i * size, (i + 1) * size);
}
