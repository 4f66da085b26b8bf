import { describe, expect, it } from 'vitest';
import { confusedPairs } from '../../../../site/study/learner/confusions.ts';
import { keyPairs } from '../../../../site/study/learner/key-pairs.ts';
import { concepts } from '../answer-key/key-texts.ts';

const pairs = keyPairs(concepts);
const at = '2026-11-30T10:00:00.000Z';
const answer = (question: string, option: number, right = false) => ({ question, option, right, at });
const confused = (...answers: ReturnType<typeof answer>[]) =>
  confusedPairs(pairs, { answers }).map(({ card }) => card.id);

describe('pairs that a reader confuses', () => {
  it('have each a wrong option that takes one for the other, and belong to a concept', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(10);
    for (const { card, options } of pairs) {
      expect(options.length, card.id).toBeGreaterThan(0);
      expect(card.id.startsWith(`${card.concept}-`), card.id).toBe(true);
      for (const { question, option } of options) {
        const asked = concepts.flatMap(({ data }) => [...data.questions, ...data.followUps]);
        expect(asked.find(({ id }) => id === question)!.options[option]).toHaveProperty('why');
      }
    }
  });

  it('are found in the log of answers, the latest first, and stay when the question is right later', () => {
    expect(confused()).toEqual([]);
    expect(confused(answer('scores-division', 1))).toEqual([]);
    expect(
      confused(answer('scores-division', 0), answer('softmax-column', 1), answer('scores-division', 3, true)),
    ).toEqual(['softmax-row-or-column', 'scores-product-or-cosine']);
    expect(confused(answer('softmax-column', 1), answer('scores-division', 0), answer('softmax-column', 3))).toEqual([
      'softmax-row-or-column',
      'scores-product-or-cosine',
    ]);
  });

  it('names an option that confuses what is no pair', () => {
    const [first, ...rest] = concepts;
    const lost = { ...first!, data: { ...first!.data, pairs: [] } };
    expect(() => keyPairs([lost, ...rest])).toThrow(/expected a pair of content\/concepts, found /);
  });
});
