import { describe, expect, it } from 'vitest';
import { headMetrics } from '../../../shared/analysis/head-metrics.ts';
import { type HabitMeasure, habitMeasures } from '../../../shared/atlas/atlas.ts';
import { readAtlas } from '../../../site/first-paint/read-atlas.ts';
import {
  chooseHabits,
  drawnHabits,
  habitJobs,
  habitSentences,
  type SentenceHabits,
} from '../../../tools/atlas/habit-examples.ts';
import { habitInSentence, sentenceMeans } from '../../../tools/atlas/habit-rows.ts';
import type { ReadSentence } from '../../../tools/atlas/read-sentence.ts';

const grid = { layers: 12, heads: 12 };
const atlas = readAtlas();
/** 5-8, mostly [SEP]; 8-11 finds relations; 12-12, mostly punctuation; 2-1, spread. */
const [sepHead, relationHead, punctuationHead, spreadHead] = [4 * 12 + 7, 7 * 12 + 10, 143, 12];

/** [CLS] un ##tie , it [SEP], and weights of which no two rows are alike. */
const read: ReadSentence = {
  tokens: ['[CLS]', 'un', '##tie', ',', 'it', '[SEP]'].map((text, index) => ({
    ...{ text, id: index, type: 0, start: 0, end: 0, word: index },
    special: text.startsWith('['),
  })),
  words: [[1, 2], [3], [4]].map((tokens) => ({ text: '', tokens, special: false, type: 0 })),
  punctuation: [3],
};
const weights = Float32Array.from({ length: 36 }, (_, at) => 1 + ((at * 7) % 11));
for (let row = 0; row < 36; row += 6) {
  const sum = weights.subarray(row, row + 6).reduce((a, b) => a + b);
  for (let at = row; at < row + 6; at++) weights[at]! /= sum;
}

describe('one head in one sentence', () => {
  it('has by word what the measure of all tokens is the mean of', () => {
    const metrics = headMetrics(weights, read.tokens);
    const pieces = [1, 2, 1, 1, 1];
    for (const measure of habitMeasures.filter((one) => one !== 'punctuation')) {
      const { by_word: byWord } = habitInSentence(read, weights, measure, 'most');
      const mean = byWord.reduce((sum, value, word) => sum + value * pieces[word]!, 0) / 6;
      expect(mean, measure).toBeCloseTo(metrics[measure === 'entropy_bits' ? 'entropy' : measure], 6);
    }
    const { by_word: ofComma } = habitInSentence(read, weights, 'punctuation', 'most');
    expect(ofComma[3]).toBeCloseTo(weights[4 * 6 + 3]!, 6);
  });

  it('has as the mean of a sentence that of the tokens of its words, without [CLS] and [SEP]', () => {
    const metrics = headMetrics(weights, read.tokens);
    const all = Object.fromEntries(
      habitMeasures.map((measure) => {
        const metric = measure === 'entropy_bits' ? 'entropy' : measure;
        return [measure, Float64Array.of(metric === 'punctuation' ? 0 : metrics[metric] * 6)];
      }),
    ) as unknown as Record<HabitMeasure, Float64Array>;
    const { sep, entropy_bits: bits } = sentenceMeans(read, all, weights);
    const ofWords = [1, 2, 3, 4].map((query) => weights.subarray(query * 6, query * 6 + 6));
    const entropy = (row: Float32Array) => row.reduce((sum, weight) => sum - weight * Math.log2(weight), 0);
    expect(sep[0]).toBeCloseTo(ofWords.reduce((sum, row) => sum + row[5]!, 0) / 4, 6);
    expect(bits[0]).toBeCloseTo(ofWords.reduce((sum, row) => sum + entropy(row), 0) / 4, 6);
  });

  it('shows the word of one piece that does most so, or least, and what gets most of its weight', () => {
    for (const measure of habitMeasures) {
      const most = habitInSentence(read, weights, measure, 'most');
      const least = habitInSentence(read, weights, measure, 'least');
      // The word of two pieces is 1; what comes after the last word is [SEP].
      const words = measure === 'next' ? [2] : [2, 3];
      expect(new Set([most.word, least.word]), measure).toEqual(new Set(words));
      expect(most.by_word[most.word]).toBeGreaterThanOrEqual(least.by_word[least.word]!);
    }
    const { word, to, weight } = habitInSentence(read, weights, 'sep', 'most');
    // Row of the token: weights of [CLS], of both pieces together, of the others.
    const row = weights.subarray((word + 1) * 6, (word + 2) * 6);
    const ofWords = [row[0]!, row[1]! + row[2]!, row[3]!, row[4]!, row[5]!];
    expect(weight).toBeCloseTo(Math.max(...ofWords), 6);
    expect(to).toBe(ofWords.indexOf(Math.max(...ofWords)));
  });
});

/** A sentence in which every head has the same mean of every measure. */
function sentence(id: number, mean: number, length = 10, changed: Partial<SentenceHabits> = {}): SentenceHabits {
  const words = Array(length).fill({ form: 'word', head: -1, relation: 'root', isPunctuation: true });
  const means = Object.fromEntries(habitMeasures.map((measure) => [measure, new Float64Array(144).fill(mean)]));
  return {
    ...{ sentence: { id: `${id}`, words }, tokens: length + 2, isWhole: true },
    means: means as Record<HabitMeasure, Float64Array>,
    ...changed,
  };
}

describe('the sentences that are shown', () => {
  const twelve = Array.from({ length: 12 }, (_, id) => sentence(id, ((id * 5) % 12) / 12));

  it('are the five highest and the five lowest means of the measure that names the head, none of a head with a relation', () => {
    const habits = chooseHabits(twelve, atlas, grid);
    expect(habits[relationHead]).toBeNull();
    const { measure, candidates, most, least } = habits[sepHead]!;
    expect([measure, candidates]).toEqual(['sep', 12]);
    expect(most.map(({ mean }) => Math.round(mean * 12))).toEqual([11, 10, 9, 8, 7]);
    expect(least.map(({ mean }) => Math.round(mean * 12))).toEqual([0, 1, 2, 3, 4]);
    expect(habits[punctuationHead]!.measure).toBe('punctuation');
  });

  it('are those of 8 to 18 words that were read whole, and none is shown as both', () => {
    const some = [
      ...[sentence(0, 0.9, 7), sentence(1, 0.9, 19), sentence(2, 0.9, 8), sentence(3, 0.1, 18), sentence(4, 0.5)],
      ...[sentence(5, 0.9, 10, { isWhole: false }), sentence(6, 0.9, 10, { means: undefined })],
    ];
    const { candidates, most, least } = chooseHabits(some, atlas, grid)[sepHead]!;
    expect(candidates).toBe(3);
    expect(most.map(({ sentence }) => sentence)).toEqual([2, 4]);
    expect(least.map(({ sentence }) => sentence)).toEqual([3]);
  });

  it('have punctuation where that is the measure', () => {
    const without = sentence(0, 0.9);
    const plain = without.sentence.words.map((word) => ({ ...word, isPunctuation: false }));
    const habits = chooseHabits([{ ...without, sentence: { id: '0', words: plain } }, ...twelve], atlas, grid);
    expect(habits[punctuationHead]!.candidates).toBe(12);
    expect(habits[sepHead]!.candidates).toBe(13);
  });

  it('are compared by entropy as a share of the most that their length allows', () => {
    const { most, least } = chooseHabits([sentence(0, 3.1, 8), sentence(1, 3.2, 18)], atlas, grid)[spreadHead]!;
    expect([most, least].map(([one]) => one!.sentence)).toEqual([0, 1]);
  });

  it('are read once each, and every answer comes to its head', () => {
    const habits = chooseHabits(twelve, atlas, grid);
    const jobs = habitJobs(twelve, habits);
    expect(jobs.map((job) => job.sentence.id)).toEqual(habitSentences(habits).map(String));
    const answers = jobs.map(({ wanted }) =>
      wanted.map(({ head, extreme }) => ({ by_word: [head], word: extreme === 'most' ? 1 : 2, to: 0, weight: 0.5 })),
    );
    const drawn = [...twelve.keys()].toReversed();
    drawnHabits(habits, answers, drawn).forEach((habit, head) => {
      for (const one of habit?.most ?? []) expect([one.by_word, one.word]).toEqual([[head], 1]);
      for (const one of habit?.least ?? []) expect([one.by_word, one.word]).toEqual([[head], 2]);
      expect(habit?.most.map(({ sentence }) => drawn[sentence])).toEqual(habits[head]?.most.map((one) => one.sentence));
    });
  });
});
