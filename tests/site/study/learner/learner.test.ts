import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyDeck } from '../../../../site/study/cards/deck.ts';
import { addOwnCard } from '../../../../site/study/cards/own-cards.ts';
import { reviewCard } from '../../../../site/study/cards/review.ts';
import { calibration } from '../../../../site/study/learner/calibration.ts';
import { conceptRecalls, itemRecalls, type Records } from '../../../../site/study/learner/concept-recall.ts';
import { cardItemName, keyItems } from '../../../../site/study/learner/items.ts';
import { missedQuestions, questionsToRepeat } from '../../../../site/study/learner/missed.ts';
import { questionItemName } from '../../../../site/study/learner/outcomes.ts';
import { questionKinds } from '../../../../site/study/practice/round.ts';
import { type Confidence, noProgress, type Progress } from '../../../../site/study/progress/progress.ts';
import { recordAnswer, recordPractice } from '../../../../site/study/progress/record-progress.ts';
import { readStudyFile } from '../../../../site/study/progress/study-file.ts';
import { conceptsInOrder } from '../../../../site/study/study.ts';
import { concepts } from '../answer-key/key-texts.ts';
import { someDeck } from '../cards/some-decks.ts';

const day = 86_400_000;
const at = (days: number) => new Date(Date.UTC(2026, 10, 1, 9) + days * day);
const items = keyItems(conceptsInOrder(concepts), questionKinds);
const nothing: Records = { deck: emptyDeck, progress: noProgress };

const answered = (progress: Progress, question: string, right: boolean, days: number, confidence?: Confidence) =>
  recordAnswer(progress, { question, option: 0, right, ...(confidence && { confidence }) }, at(days));

describe('what the reader would recall now', () => {
  it('is nothing before anything was met, of every concept that has cards or questions', () => {
    const recalls = conceptRecalls(items, nothing, at(0));
    expect(recalls.map(({ concept }) => concept)).toEqual(conceptsInOrder(concepts).map(({ id }) => id));
    expect(recalls.every(({ met, recalled, all }) => met === 0 && recalled === 0 && all > 5)).toBe(true);
  });

  it('falls from 1 at the review to .9 after the days of stability, and further', () => {
    const deck = reviewCard(emptyDeck, 'scores-what', 'easy', at(0));
    const { stability } = deck.cards[0]!.schedule!;
    const recall = (days: number) => itemRecalls({ ...nothing, deck }, at(days)).get(cardItemName('scores-what'))!;
    expect([recall(0), recall(stability)]).toEqual([1, expect.closeTo(0.9, 6)]);
    expect(recall(100)).toBeLessThan(recall(50));
  });

  it.each([
    ['a miss', answered(noProgress, 'scores-pairwise', false, 0)],
    ['a guess', answered(noProgress, 'scores-pairwise', true, 0, 'guess')],
    [
      'a miss after a right answer',
      answered(answered(noProgress, 'scores-pairwise', true, 0), 'scores-pairwise', false, 9),
    ],
  ])('counts %s as met, not as known, until the question is answered right', (_, progress) => {
    const name = questionItemName('scores-pairwise');
    const scores = (of: Progress) =>
      conceptRecalls(items, { ...nothing, progress: of }, at(10)).find(({ concept }) => concept === 'scores');
    expect(scores(progress)).toMatchObject({ met: 1, recalled: 0 });
    const right = answered(progress, 'scores-pairwise', true, 10);
    expect(itemRecalls({ ...nothing, progress: right }, at(10)).get(name)).toBe(1);
  });

  it('joins the quiz, the cards, the reader’s own, practice on a sentence and in own words', () => {
    const own = addOwnCard(emptyDeck, 'own-1', { front: 'a', back: 'b', concept: 'scores', source: 'practice' });
    const deck = reviewCard(reviewCard(own, 'own-1', 'good', at(0)), 'scores-what', 'again', at(0));
    const sentence = { way: 'sentence', asked: 'score-after-division', right: true } as const;
    const words = { way: 'own words', asked: 'scores-pairwise', right: false } as const;
    const quiz = answered(noProgress, 'scores-negative', true, 0);
    const progress = recordPractice(recordPractice(quiz, sentence, at(0)), words, at(0));
    const of = (records: Records) => conceptRecalls(items, records, at(0)).find(({ concept }) => concept === 'scores')!;
    const { all, met, recalled } = of({ deck, progress });
    expect([all - of(nothing).all, met, recalled]).toEqual([1, 5, 3]);
  });

  it('stays between nothing and what was met, whatever the deck, and is computed from what version 1.6 stored', () => {
    fc.assert(
      fc.property(someDeck, fc.nat(500), (deck, days) => {
        for (const { all, met, recalled } of conceptRecalls(items, { ...nothing, deck }, at(days))) {
          expect(0 <= recalled && recalled <= met && met <= all).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
    const stored = readFileSync(new URL('../stored/exported-by-1.6.json', import.meta.url), 'utf8');
    const scores = conceptRecalls(items, readStudyFile(stored), at(29)).find(({ concept }) => concept === 'scores')!;
    expect([scores.met, scores.recalled > 1, scores.recalled < 3]).toEqual([3, true, true]);
  });
});

describe('what was missed', () => {
  const ids = ['tokens-first', 'scores-pairwise', 'softmax-allows', 'heads-often'];
  const older = answered(noProgress, 'tokens-first', false, 0);
  const progress = answered(answered(older, 'scores-pairwise', false, 1, 'sure'), 'softmax-allows', false, 2, 'guess');

  it('comes with what one was sure of first, then the oldest, and goes once it is answered right', () => {
    const order = (of: Progress) => missedQuestions(of, ids).map(({ question }) => question);
    expect(order(progress)).toEqual(['scores-pairwise', 'tokens-first', 'softmax-allows']);
    expect(order(answered(progress, 'scores-pairwise', true, 3))).toEqual(['tokens-first', 'softmax-allows']);
  });

  it('is asked again at once; what was once missed or guessed comes back when it is due, and nothing else', () => {
    const right = answered(answered(progress, 'scores-pairwise', true, 3), 'heads-often', true, 3);
    const fromGuess = answered(right, 'heads-often', true, 3, 'guess');
    expect(questionsToRepeat(right, ids, at(3))).toEqual(['tokens-first', 'softmax-allows']);
    expect(questionsToRepeat(right, ids, at(40))).toEqual(['tokens-first', 'softmax-allows', 'scores-pairwise']);
    expect(questionsToRepeat(fromGuess, ids, at(40))).toContain('heads-often');
  });
});

describe('the calibration', () => {
  it('counts each confidence by itself, says nothing of answers without one, and draws from the fifth answer on', () => {
    let progress = answered(noProgress, 'tokens-first', true, 0);
    for (let turn = 0; turn < 12; turn++) progress = answered(progress, 'tokens-first', turn >= 6, turn, 'sure');
    for (let turn = 0; turn < 4; turn++) progress = answered(progress, 'tokens-first', true, 20 + turn, 'guess');
    const [sure, thinkSo, guess] = calibration(progress);
    expect(sure).toMatchObject({ answers: 12, right: 6 });
    expect(sure!.line.map(({ after, share }) => [after, share])).toEqual([
      [5, 0],
      [6, 0],
      [7, 1 / 7],
      [8, 2 / 8],
      [9, 3 / 9],
      [10, 4 / 10],
      [11, 5 / 10],
      [12, 6 / 10],
    ]);
    expect([thinkSo, guess]).toEqual([
      { confidence: 'think so', answers: 0, right: 0, line: [] },
      { confidence: 'guess', answers: 4, right: 4, line: [] },
    ]);
  });
});

it('every question and kind that names a card names one of the key', () => {
  const cards = new Set(concepts.flatMap(({ data }) => data.cards.map(({ id }) => id)));
  const named = [...concepts.flatMap(({ data }) => [...data.questions, ...data.followUps]), ...questionKinds].flatMap(
    ({ card }) => card ?? [],
  );
  expect(named.length).toBeGreaterThan(35);
  expect(named.filter((card) => !cards.has(card))).toEqual([]);
});
