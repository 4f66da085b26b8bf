import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Token } from '../../../shared/tokenizer/token.ts';
import type { AttentionTrace } from '../../../site/model/attention-trace.ts';
import { attentionView, cellName, foldedName, rowOfToken } from '../../../site/reader/attention-view.ts';

const text = 'Snowboarding rocks';
const token = (part: Partial<Token>): Token => ({
  id: 1,
  text: '',
  start: 0,
  end: 0,
  special: false,
  word: 0,
  type: 0,
  ...part,
});
const tokens = [
  token({ text: '[CLS]', special: true, word: null }),
  token({ text: 'snow', start: 0, end: 4, word: 0 }),
  token({ text: '##boarding', start: 4, end: 12, word: 0 }),
  token({ text: 'rocks', start: 13, end: 18, word: 1 }),
  token({ text: '[SEP]', special: true, word: null }),
];
const trace = (attentions: Float32Array): AttentionTrace => ({
  model: 'm',
  tokens,
  layers: [3],
  heads: [5],
  attentions,
});
const place = { layer: 3, head: 5 };
const sentence = { text, pair: '' };
/** Rows of positive numbers that sum to 1. */
const rows = fc
  .array(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 5, maxLength: 5 }), { minLength: 5, maxLength: 5 })
  .map((all) => Float32Array.from(all.flatMap((row) => row.map((x) => x / row.reduce((a, b) => a + b)))));

const sums = (weights: Float32Array, size: number) =>
  Array.from({ length: size }, (_, row) => weights.subarray(row * size, (row + 1) * size).reduce((a, b) => a + b, 0));

describe('a head as the reader wants to read it', () => {
  it('is the head itself, named as the API does, where nothing is asked', () => {
    const weights = Float32Array.from({ length: 25 }, (_, index) => index);
    const view = attentionView(trace(weights), sentence, place, { words: false, fold: false })!;
    expect(view.weights).toEqual(weights);
    expect(cellName(view, 3, 1)).toBe('attentions[3][5][3][1]');
  });

  it('sums the columns of a split word and averages its rows, so that rows still sum to 1 within 1e-6', () => {
    fc.assert(
      fc.property(rows, (weights) => {
        const view = attentionView(trace(weights), sentence, place, { words: true, fold: false })!;
        expect(view.tokens.map((one) => one.text)).toEqual(['[CLS]', 'Snowboarding', 'rocks', '[SEP]']);
        for (const sum of sums(view.weights, 4)) expect(Math.abs(sum - 1)).toBeLessThan(1e-6);
        const expected = (weights[5 + 3]! + weights[10 + 3]!) / 2;
        expect(Math.abs(view.weights[4 + 2]! - expected)).toBeLessThan(1e-6);
        expect(cellName(view, 1, 2)).toBe('words(attentions[3][5])[1][2]');
      }),
    );
  });

  it('folds special tokens without renormalising: what is shown and what is folded sum to 1 within 1e-6', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (weights, words) => {
        const view = attentionView(trace(weights), sentence, place, { words, fold: true })!;
        const size = view.tokens.length;
        expect(view.tokens.some(({ special }) => special)).toBe(false);
        sums(view.weights, size).forEach((sum, row) => {
          expect(Math.abs(sum + view.foldedShares[row]! - 1)).toBeLessThan(1e-6);
        });
      }),
    );
    const view = attentionView(trace(new Float32Array(25).fill(0.2)), sentence, place, { words: false, fold: true })!;
    expect(cellName(view, 0, 2)).toBe('attentions[3][5][1][3]');
    expect(foldedName(view, 2)).toBe('sum(only(attentions[3][5][3], 0, 4)) / sum(attentions[3][5][3])');
  });

  it('finds the row of any token: that of its word, or the first where it is folded', () => {
    const weights = new Float32Array(25).fill(0.2);
    const words = attentionView(trace(weights), sentence, place, { words: true, fold: false })!;
    expect([0, 1, 2, 3, 4].map((index) => rowOfToken(words, index))).toEqual([0, 1, 1, 2, 3]);
    const folded = attentionView(trace(weights), sentence, place, { words: false, fold: true })!;
    expect(rowOfToken(folded, 0)).toBe(0);
    expect(rowOfToken(folded, 3)).toBe(2);
  });

  it('is one matrix a layer with rollout, whatever the head', () => {
    const rollout: AttentionTrace = { ...trace(new Float32Array(25).fill(0.2)), holds: 'rollout', heads: [0, 1, 2] };
    const view = attentionView(rollout, sentence, { layer: 3, head: 11 }, { words: false, fold: false })!;
    expect(cellName(view, 0, 1)).toBe('rollout[3][0][1]');
    expect(view.weights.length).toBe(25);
  });
});
