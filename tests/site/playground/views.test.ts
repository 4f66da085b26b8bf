import { describe, expect, it } from 'vitest';
import {
  changesInWords,
  headMask,
  toggleHead,
  toggleLayer,
  toggleMask,
} from '../../../site/playground/changes/changed-pass.ts';
import { differenceNames } from '../../../site/playground/compare/difference.ts';
import { headLines, lineWidth, maxLines } from '../../../site/playground/lines/head-lines.ts';
import { neuronNames } from '../../../site/playground/neuron/neuron-names.ts';
import { squareNames } from '../../../site/playground/number-names.ts';
import { noChanges } from '../../../site/playground/place.ts';
import { rolledOut } from '../../../site/playground/rolled-out.ts';
import { tokens } from './view-tokens.ts';

describe('names', () => {
  const changes = { off: [3], masked: [] };
  it('are those of the API; of shares where rows are divided, of weights rolled out where the API has none', () => {
    const names = (lens: 'weight' | 'norm' | 'rollout', words = false) =>
      squareNames({ lens, words, changes }, 8, 10, 1);
    expect(names('weight', true).shares).toBe('words(attentions@1[8][10])');
    expect(names('norm').values).toBe('attention_norms@1.8[10]');
    expect(names('norm').shares).toBe('shares(attention_norms@1.8[10])');
    expect(names('rollout').shares).toBe('shares(rollout(attentions@1)[8])');
    expect(squareNames({ lens: 'rollout', words: false, changes: noChanges }, 8, 10).shares).toBe('rollout[8]');
  });

  it('say of scores that came with no answer how they were computed', () => {
    const row = { layer: 8, token: 3, hasScores: false };
    expect(neuronNames(row, 10, false).score(2)).toBe('query.8[10][3] . key.8[10][2] / 8');
    expect(neuronNames(row, 10, true).weight(2)).toBe('softmax(query.8[10][3] . transpose(key.8[10]) / 8)[2]');
    expect(neuronNames({ ...row, hasScores: true }, 10, false).score(2)).toBe('attention_scores.8[10][3][2]');
  });

  it('of a difference count only what both texts have', () => {
    const names = { values: 'a', shares: 'a' };
    const pairs = [
      [0, 0],
      [2, 1],
    ] as const;
    const named = differenceNames({ names, count: 3 }, { names: { ...names, shares: 'b' }, count: 2 }, pairs);
    expect(named.cell({ row: 1, column: 0 })).toBe('b[1][0] - a[2][0]');
    expect(named.moved(1)).toBe('sum(abs(b[1] - only(a[2], 0, 2))) / 2');
  });
});

describe('lines', () => {
  const shown = { rows: [0, 1], columns: [0, 1] };
  it('are those of at least the threshold, the largest on top', () => {
    const lines = headLines(Float32Array.of(0.9, 0.1, 0.4, 0.6), 2, shown, 0.3);
    expect(lines.map(({ from, to }) => [from, to])).toEqual([
      [1, 0],
      [1, 1],
      [0, 0],
    ]);
    expect(headLines(Float32Array.of(0.9, 0.1, 0.4, 0.6), 2, shown, 0, 1)).toHaveLength(2);
    expect(headLines(Float32Array.of(0, 1, 0, 1), 2, shown, 0)).toHaveLength(2);
  });

  it('of a long text are cut to the largest, and none is thinner than a pixel', () => {
    const side = 60;
    const many = { rows: [...Array(side).keys()], columns: [...Array(side).keys()] };
    const shares = Float32Array.from({ length: side * side }, (_, index) => (index + 1) / 3600);
    const lines = headLines(shares, side, many, 0);
    expect(lines).toHaveLength(maxLines);
    expect(lines.at(-1)!.share).toBe(1);
    expect([0.0001, 0.25, 1].map(lineWidth)).toEqual([1.05, 3.5, 6]);
  });
});

describe('rollout of fetched heads', () => {
  it('is the product of (mean + identity) / 2 from the first layer on', () => {
    const attentions = Float32Array.of(1, 0, 1, 0, 0, 1, 0, 1);
    const rolled = rolledOut({ model: '', tokens: tokens.slice(0, 2), layers: [0, 1], heads: [0], attentions });
    expect([...rolled.attentions]).toEqual([1, 0, 0.5, 0.5, 0.75, 0.25, 0.5, 0.5]);
  });
});

describe('changes', () => {
  it('knock out heads and whole layers, and bring them back', () => {
    const one = toggleHead(noChanges, 8, 10);
    expect(
      headMask(one.off)
        .flat()
        .filter((kept) => kept === 0),
    ).toHaveLength(1);
    expect(headMask(one.off)[8]![10]).toBe(0);
    expect(toggleHead(one, 8, 10)).toEqual(noChanges);
    const layer = toggleLayer(one, 8);
    expect(changesInWords(layer).map(({ label }) => label)).toEqual(['Layer 9, all heads']);
    expect(toggleLayer(layer, 8)).toEqual(noChanges);
    expect(changesInWords(one).map(({ label }) => label)).toEqual(['Layer 9 · Head 11']);
  });

  it('mask tokens in their order', () => {
    expect(toggleMask(toggleMask(noChanges, 7), 2).masked).toEqual([2, 7]);
  });
});
