import { expect, it } from 'vitest';
import type { Word } from '../../../shared/analysis/word-merging.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { headClaims } from '../../../site/figures/head-claims/claims.ts';
import { mergedName, offsetGuess, wordGuesses } from '../../../site/figures/head-claims/word-guesses.ts';
import { knockOut, lastStates, relativeChanges } from '../../../site/figures/knock-out/ask-knock-out.ts';
import { changeName, headMaskOf, requestsOf } from '../../../site/figures/knock-out/knock-out.ts';
import { massName, type SinkKind, sinkMass, sinksFigure, sinkTokens } from '../../../site/figures/sinks/sink-mass.ts';
import { presetTensors } from '../../../site/first-paint/preset-trace.ts';
import type { Trace } from '../../../site/model/trace.ts';
import { presets } from '../../../site/reader/presets.ts';
import { tinyTrace } from './tiny-trace.ts';

const token = (text: string, special = false): Token => ({ id: 0, text, start: 0, end: 1, special, word: 0, type: 0 });
const tensor = (shape: number[], ...data: number[]) => ({ shape, data: Float32Array.from(data) });

it('sinks: finds [CLS], every [SEP] and punctuation, and nothing that only looks like them', () => {
  const tokens = [
    token('[CLS]', true),
    token('a'),
    token(','),
    token('[SEP]', true),
    token('##!'),
    token('[SEP]', true),
  ];
  expect(sinkTokens(tokens, 'cls')).toEqual([0]);
  expect(sinkTokens(tokens, 'sep')).toEqual([3, 5]);
  expect(sinkTokens(tokens, 'punctuation')).toEqual([2, 4]);
  expect(sinkTokens([token('[SEP]')], 'sep')).toEqual([]);
});

it("sinks: a mass is the mean of the kind's columns over heads and rows, and is named so", () => {
  const tokens = [token('[CLS]', true), token('.')];
  const trace: Trace = { tokens, tensors: { 'attentions.0': tensor([2, 2, 2], 1, 0, 0.5, 0.5, 0.25, 0.75, 0, 1) } };
  expect(sinkMass(trace, 0, 2)).toEqual({ sep: 0, cls: 0.4375, punctuation: 0.5625 });
  expect(massName(tokens, 3, 'punctuation')).toBe('mean(attentions.3[*][*][1])');
  expect(massName(tokens, 3, 'sep')).toBe('0');
});

it('sinks: the masses of all kinds of a real trace sum to 1 within 1e-6', () => {
  const tokens = tinyTrace.tokens.map((one, index) => (index === 0 ? token('[CLS]', true) : { ...one, text: '.' }));
  const { sep, cls, punctuation } = sinkMass({ ...tinyTrace, tokens }, 1, 4);
  expect(Math.abs(sep + cls + punctuation - 1)).toBeLessThan(1e-6);
});

const words: readonly Word[] = [
  { text: '[CLS]', tokens: [0], special: true, type: 0 },
  { text: 'one', tokens: [1], special: false, type: 0 },
  { text: 'twotwo', tokens: [2, 3], special: false, type: 0 },
  { text: 'four', tokens: [4], special: false, type: 0 },
];
const rows = [
  0.2, 0.2, 0.2, 0.2, 0.2, 0.9, 0, 0.05, 0.03, 0.02, 0.1, 0.5, 0.1, 0.2, 0.1, 0.1, 0, 0.4, 0.1, 0.4, 0, 0.7, 0.1, 0.1,
  0.1,
];
const five: Trace = {
  tokens: words.flatMap(({ tokens }) => tokens.map(() => token('x'))),
  tensors: { 'attentions.0': tensor([1, 5, 5], ...rows) },
};

it('head claims: a word guesses the word it looks at most, itself and special tokens left out, pieces merged', () => {
  const guesses = wordGuesses(five, words, { layer: 0, head: 0, direction: 'from' });
  expect(guesses.map(({ word, guess }) => [word, guess])).toEqual([
    [1, 2],
    [2, 1],
    [3, 1],
  ]);
  expect(guesses[0]!.weight).toBeCloseTo(0.08, 6);
  expect(guesses[1]!.weight).toBeCloseTo(0.25, 6);
});

it('head claims: the other way round a word guesses the word that looks at it most', () => {
  const guesses = wordGuesses(five, words, { layer: 0, head: 0, direction: 'to' });
  expect(guesses.map(({ word, guess }) => [word, guess])).toEqual([
    [1, 3],
    [2, 3],
    [3, 2],
  ]);
});

it('head claims: names a merged weight by the numbers it is made of', () => {
  const claim = { layer: 6, head: 5, direction: 'from' } as const;
  expect(mergedName(claim, words, { word: 1, guess: 3 })).toBe('attentions.6[5][1][4]');
  expect(mergedName(claim, words, { word: 1, guess: 2 })).toBe('attentions.6[5][1][2] + attentions.6[5][1][3]');
  expect(mergedName(claim, words, { word: 2, guess: 1 })).toBe('(attentions.6[5][2][1] + attentions.6[5][3][1]) / 2');
});

it('head claims: a fixed distance stays within the words, and every claim has a better figure than its rule', () => {
  expect([1, 2, 3].map((word) => offsetGuess(words, word, -2))).toEqual([1, 1, 1]);
  expect([1, 2, 3].map((word) => offsetGuess(words, word, 1))).toEqual([2, 3, 3]);
  for (const { accuracy, baseline } of headClaims) expect(accuracy).toBeGreaterThan(baseline.accuracy);
});

const question = { text: 'a b', pair: '', layer: 8, head: 10, blank: 1, scope: 'head' } as const;

it('knock-out: takes out one head, or the twelve of its layer', () => {
  const ones = (mask: number[][]) => mask.flat().reduce((sum, value) => sum + value, 0);
  const head = headMaskOf(question);
  const layer = headMaskOf({ ...question, scope: 'layer' });
  expect([ones(head), head[8]![10]]).toEqual([143, 0]);
  expect([ones(layer), ones([layer[8]!])]).toEqual([132, 0]);
});

it('knock-out: measures the change of each vector against its own length', () => {
  const trace = (...data: number[]): Trace => ({
    tokens: [token('a'), token('b')],
    tensors: { h: tensor([2, 2], ...data) },
  });
  expect(relativeChanges(trace(3, 4, 1, 0), trace(3, 4, 1, 2), 'h')).toEqual([0, 2]);
});

it('knock-out: asks for the same blank with and without the change, and names the numbers by these two requests', async () => {
  const asked: unknown[] = [];
  const states: Trace = {
    tokens: [token('a')],
    tensors: { [lastStates]: tensor([1, 1], 1), 'mixing.0': tensor([1, 1], 1) },
  };
  const model = {
    trace: async () => states,
    fillMask: async (_: unknown, __: number, change: unknown) => {
      asked.push(change);
      return [];
    },
  };
  await knockOut(model, question);
  const requests = JSON.parse(requestsOf(question));
  expect(asked).toEqual([{ maskTokens: [1] }, { maskTokens: [1], headMask: headMaskOf(question) }]);
  expect(requests).toEqual([
    { text: 'a b', mask_tokens: [1] },
    { text: 'a b', mask_tokens: [1], head_mask: headMaskOf(question) },
  ]);
  expect(changeName(3)).toBe('|hidden_states@1.12[3] - hidden_states@0.12[3]| / |hidden_states@0.12[3]|');
});

it('sinks: over the sentences of the site, weight rests as published: [CLS] early, over half on [SEP] in layers 6 to 9, then less', async () => {
  const masses = await Promise.all(
    presets.map(
      async (preset) => sinksFigure.view(await presetTensors(preset, sinksFigure.names(preset)), preset).layers,
    ),
  );
  const mean = (layer: number, kind: SinkKind) =>
    masses.reduce((sum, layers) => sum + layers[layer - 1]![kind], 0) / masses.length;
  expect(mean(2, 'cls')).toBeGreaterThan(mean(2, 'sep'));
  for (const layer of [6, 7, 8, 9]) expect(mean(layer, 'sep')).toBeGreaterThan(0.5);
  for (const layer of [11, 12]) expect(mean(layer, 'sep')).toBeLessThan(0.45);
  expect(mean(12, 'punctuation')).toBeGreaterThan(mean(6, 'punctuation'));
});
