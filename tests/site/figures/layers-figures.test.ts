import { expect, it } from 'vitest';
import { heightOf, labelHeights, linePath } from '../../../site/figures/marks/chart/layer-lines.ts';
import { rolloutRows } from '../../../site/figures/rollout/rollout-rows.ts';
import {
  baselineName,
  contextName,
  firstWordQuestion,
  measureBaseline,
  sharedTokens,
  stateNames,
  wordInContext,
} from '../../../site/figures/two-sentences/two-sentences.ts';
import type { Trace } from '../../../site/model/trace.ts';
import { tinyTrace } from './tiny-trace.ts';

const words = (...texts: string[]) => texts.map((text) => ({ text, special: text.startsWith('[') }));

it('two sentences: finds the tokens that all texts share, the longest first, no punctuation, nothing added', () => {
  const shared = sharedTokens([
    words('[CLS]', 'the', 'bank', '.', '[SEP]'),
    words('[CLS]', 'a', 'bank', 'the', '.', '[SEP]'),
    words('[CLS]', 'the', 'the', 'bank', '.', '[SEP]'),
  ]);
  expect(shared).toEqual(['bank', 'the']);
});

/** Four dimensions, of which the first is large everywhere; `word` at place 1. */
function trace(word: string, ...vector: number[]): Trace {
  const data = Float32Array.from([9, 0, 0, 1, ...vector, 9, 0, 1, 0, 9, 1, 1, 0]);
  const tokens = ['[CLS]', word, 'x', '[SEP]'].map((text, index) => ({
    ...tinyTrace.tokens[0]!,
    text,
    special: index === 0 || index === 3,
  }));
  return { tokens, tensors: Object.fromEntries(stateNames.map((name) => [name, { shape: [4, 4], data }])) };
}

it('two sentences: a large dimension makes unlike vectors look alike; without it they are not', () => {
  const first = trace('bank', 9, 1, 0, 0);
  const baseline = { ...measureBaseline(first, 'text'), dimensions: stateNames.map(() => [0]) };
  const view = wordInContext(
    [first, trace('bank', 9, 0, 1, 0), trace('bank', 9, 1, 0, 0)],
    firstWordQuestion,
    baseline,
  );
  expect(view.places).toEqual([1, 1, 1]);
  expect(view.all.second[0]).toBeCloseTo(81 / 82, 6);
  expect(view.trimmed.second[0]).toBe(0);
  expect(view.trimmed.third[12]).toBeCloseTo(1, 6);
});

it('two sentences: the baseline is the mean cosine of pairs of words, [CLS] and [SEP] left out', () => {
  const { all, dimensions } = measureBaseline(trace('bank', 9, 1, 0, 0), 'text');
  expect(all[5]).toBeCloseTo(81 / 82, 6);
  expect(dimensions[0]![0]).toBe(0);
});

it('two sentences: says so where no word is shared', () => {
  const unlike = (word: string): Trace => {
    const { tokens, tensors } = trace(word, 1, 0, 0, 0);
    return { tokens: tokens.map((token, index) => (index === 2 ? { ...token, text: '.' } : token)), tensors };
  };
  const traces: [Trace, Trace, Trace] = [unlike('a'), unlike('b'), unlike('c')];
  const baseline = measureBaseline(traces[0], 'text');
  expect(() => wordInContext(traces, firstWordQuestion, baseline)).toThrow('no word in common');
});

it('two sentences: names its cosines by text, layer and place', () => {
  expect(contextName(3, [5, 6, 2], 2, [])).toBe('cos(hidden_states@0.3[5], hidden_states@2.3[2])');
  expect(contextName(3, [5, 6, 2], 1, [308, 381])).toBe(
    'cos(without(hidden_states@0.3[5], 308, 381), without(hidden_states@1.3[6], 308, 381))',
  );
  const baseline = { text: '', tokenCount: 57, dimensions: [], all: [], trimmed: [] };
  expect(baselineName(3, baseline, [308])).toBe(
    'mean_cosine(transpose(without(transpose(without(hidden_states@3.3, 0, 56)), 308)))',
  );
});

it('rollout: both readings of a row sum to 1 within 1e-5 after every layer', () => {
  const { means, rolled } = rolloutRows(tinyTrace, 3, 2, 4);
  for (const row of [...means, ...rolled]) {
    expect(Math.abs(row.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(1e-5);
  }
  expect(rolled[0]!.map((value, key) => 2 * value - Number(key === 3))).toEqual(
    means[0]!.map((value) => expect.closeTo(value, 6)),
  );
});

it('chart: 1 is at the top, the lowest value at the bottom, and nothing leaves the chart', () => {
  expect([1, 0.5, 0, -1, 2].map((value) => heightOf(value, 0))).toEqual([0, 50, 100, 100, 0]);
  expect(linePath([1, 0], 0)).toBe('M0.00 0.00L100.00 100.00');
});

it('chart: keeps the names at the ends of lines apart', () => {
  const line = (value: number) => ({ label: '', values: [1, value], role: 'rival' as const, end: 'logits' });
  expect(labelHeights([line(0.5), line(0.52), line(0.9)], 0, [16, 6, 40])).toEqual([
    expect.closeTo(59, 6),
    expect.closeTo(48, 6),
    expect.closeTo(10, 6),
  ]);
  expect(labelHeights([line(0.5), line(0.9), line(0.6)], 0, [10, 60, 20])).toEqual([65, expect.closeTo(10, 6), 50]);
});
