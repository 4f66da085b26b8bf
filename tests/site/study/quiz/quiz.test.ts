import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inSeedOrder, type QuizItem } from '../../../../site/study/quiz/quiz-item.ts';
import { readQuizPlace, writeQuizPlace } from '../../../../site/study/quiz/quiz-place.ts';
import { resultByConcept } from '../../../../site/study/quiz/result.ts';
import { shuffled } from '../../../../site/study/quiz/seeded-order.ts';

function item(id: string, concept: string, order: number): QuizItem {
  const options = ['a', 'b', 'c', 'd'].map((text, index) => ({ index, text, ...(index > 0 && { why: 'w' }) }));
  const link = { figure: '/chapters/scores', notes: [] };
  return { id, concept: { id: concept, title: concept, order }, question: 'q', options, explanation: 'e', ...link };
}
const items = [item('question-1', 'tokens', 1), item('question-2', 'heads', 8), item('question-3', 'tokens', 1)];

describe('a seed', () => {
  it('gives the same order each time, with every question and option in it once', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (seed) => {
        const order = inSeedOrder(items, seed);
        expect(order).toEqual(inSeedOrder(items, seed));
        expect(order.map(({ id }) => id).sort()).toEqual(items.map(({ id }) => id));
        for (const { options } of order) expect(options.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3]);
      }),
    );
  });

  it('puts each of four options first in 25 % of 4,000 seeds, within 3 %', () => {
    const first = [0, 0, 0, 0];
    for (let seed = 0; seed < 4000; seed++) first[shuffled([0, 1, 2, 3], `seed ${seed}`)[0]!]! += 1;
    for (const count of first) expect(Math.abs(count / 4000 - 0.25)).toBeLessThan(0.03);
  });

  it('that is empty leaves the order of the answer key', () => {
    expect(inSeedOrder(items, '')).toBe(items);
  });
});

describe('a link to the quiz', () => {
  it('says the seed and the concepts of further questions, and is read as it was written', () => {
    expect(writeQuizPlace({ seed: 'k3x9qa', further: ['scores', 'heads'] })).toBe(
      '/quiz?seed=k3x9qa&more=scores%2Cheads',
    );
    const seeds = fc.string({ maxLength: 32, unit: 'binary-ascii' });
    fc.assert(
      fc.property(seeds, fc.subarray(['scores', 'heads', 'weighted-sum']), (seed, further) => {
        const { search } = new URL(writeQuizPlace({ seed, further }), 'http://localhost');
        expect(readQuizPlace({ search })).toEqual({ seed, further });
      }),
    );
  });
});

describe('the result', () => {
  it('counts by concept in the order of the mechanism; what was skipped is missed', () => {
    const outcomes = new Map([
      ['question-1', true],
      ['question-2', false],
    ]);
    const results = resultByConcept(items, outcomes);
    expect(results.map(({ concept, right, total }) => [concept, right, total])).toEqual([
      ['tokens', 1, 2],
      ['heads', 0, 1],
    ]);
    expect(results.flatMap(({ missed }) => missed.map(({ id }) => id))).toEqual(['question-3', 'question-2']);
  });
});
