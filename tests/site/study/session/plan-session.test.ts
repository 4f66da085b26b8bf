import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { emptyDeck } from '../../../../site/study/cards/deck.ts';
import { callCard, reviewCard } from '../../../../site/study/cards/review.ts';
import { keyCard } from '../../../../site/study/cards/shown-card.ts';
import type { Records } from '../../../../site/study/learner/concept-recall.ts';
import { keyItems } from '../../../../site/study/learner/items.ts';
import { keyPairs } from '../../../../site/study/learner/key-pairs.ts';
import { questionKinds } from '../../../../site/study/practice/round.ts';
import { noProgress } from '../../../../site/study/progress/progress.ts';
import {
  finishChapter,
  readNote,
  recordAnswer,
  recordPractice,
} from '../../../../site/study/progress/record-progress.ts';
import { followUpItem, questionItem } from '../../../../site/study/quiz/quiz-item.ts';
import { cardsOfChapter } from '../../../../site/study/session/chapter-cards.ts';
import { planLines } from '../../../../site/study/session/plan-lines.ts';
import { planSession, sessionSeconds, spent } from '../../../../site/study/session/plan-session.ts';
import type { StudyContent } from '../../../../site/study/session/study-content.ts';
import { cardsInOrder, followUpsInOrder, notesInOrder, questionsInOrder } from '../../../../site/study/study.ts';
import { concepts } from '../answer-key/key-texts.ts';

const now = new Date('2026-11-30T09:00:00Z');
const cards = cardsInOrder(concepts);
const bodyOf = (id: string) =>
  readFileSync(new URL(`../../../../site/content/chapters/${id}.mdx`, import.meta.url), 'utf8');
const chapter = (id: string, minutes: number, isShort: boolean) => ({
  ...{ id, title: id, question: '?', say: [], minutes, isShort },
  cards: cardsOfChapter(id, bodyOf(id), cards),
});
const content: StudyContent = {
  heads: [],
  pairs: [],
  chapters: [chapter('attention-off', 2, true), chapter('tokens', 3, false), chapter('scores', 4, true)],
  notes: notesInOrder(concepts).map(({ order, concept, statement, text }) => ({
    ...{ id: `note-${order}`, concept: concept.id, statement, text },
  })),
  cards: cards.map(keyCard),
  questions: [...questionsInOrder(concepts).map(questionItem), ...followUpsInOrder(concepts).map(followUpItem)],
  kinds: questionKinds,
  items: keyItems(concepts, questionKinds),
  titles: {},
};
const nothing: Records = { deck: emptyDeck, progress: noProgress };
const plan = (records: Records) => planSession(content, records, now, 7);
const names = (records: Records) => plan(records).map((step) => ('id' in step ? `${step.kind} ${step.id}` : step.kind));

describe('a session', () => {
  it('of a reader who took one thing for another has the card that tells them apart, after the question', () => {
    const at = '2026-11-29T09:00:00.000Z';
    const answers = [{ question: 'scores-division', option: 0, right: false, at }];
    const confused: Records = { deck: emptyDeck, progress: { ...noProgress, answers } };
    const steps = planSession({ ...content, pairs: keyPairs(concepts) }, confused, now, 7);
    expect(steps.slice(0, 2)).toEqual([
      { kind: 'question', id: 'scores-division' },
      { kind: 'card', id: 'scores-product-or-cosine' },
    ]);
  });

  it('of a reader who has done nothing has the chapters of the short way, each with its cards after it', () => {
    const steps = names(nothing);
    expect(steps.slice(0, 4)).toEqual([
      'chapter attention-off',
      'card weighted-sum-test',
      'chapter scores',
      'card scores-what',
    ]);
    expect(steps.at(-1)).toBe('sentence');
    expect(steps.filter((step) => step.startsWith('chapter'))).toEqual(['chapter attention-off', 'chapter scores']);
  });

  it('is announced in the order of its steps, with what is asked on each chapter after it', () => {
    expect(planLines(content, plan(nothing), nothing).map(({ what }) => what)).toEqual([
      'Chapter: attention-off, 2 min',
      '1 new card',
      'Chapter: scores, 4 min',
      expect.stringMatching(/^\d new cards and \d new questions$/),
      '1 question about your sentence',
    ]);
  });

  it('announces the card of a missed question as such, and not as one that would be forgotten', () => {
    const deck = callCard(emptyDeck, 'tokens-longest', now);
    const progress = recordAnswer(noProgress, { question: 'tokens-cutting', option: 1, right: false }, now);
    const lines = planLines(content, plan({ deck, progress }), { deck, progress });
    expect(lines).toContainEqual({ what: '1 card', detail: 'on what you missed' });
    expect(lines.filter(({ what }) => what.endsWith('due'))).toEqual([]);
  });

  it('ends with a question about what the session reads, or was read before, rather than what was never taught', () => {
    const sentence = plan(nothing).at(-1)!;
    const conceptOf = new Map(questionKinds.map(({ name, concept }) => [name, concept]));
    const concepts = (step: typeof sentence) =>
      step.kind === 'sentence' ? step.kinds.map((name) => conceptOf.get(name)) : [];
    expect(concepts(sentence)[0]).toBe('scores');
    const progress = finishChapter(finishChapter(noProgress, 'attention-off', now), 'softmax', now);
    const asked = concepts(plan({ deck: emptyDeck, progress }).at(-1)!);
    const last = (concept: string) => asked.lastIndexOf(concept);
    expect(asked.indexOf('feed-forward')).toBeGreaterThan(Math.max(last('softmax'), last('scores')));
  });

  it('has what is due and what was missed first, and the note of a chapter that was read', () => {
    let deck = callCard(reviewCard(emptyDeck, 'heads-count', 'easy', new Date('2026-10-01')), 'tokens-longest', now);
    let progress = finishChapter(noProgress, 'scores', now);
    const wrong = { option: 1, right: false };
    progress = recordAnswer(progress, { question: 'tokens-cutting', ...wrong }, now);
    progress = recordAnswer(progress, { question: 'heads-often', ...wrong, confidence: 'sure' }, now);
    // Each question stands before the card that answers it.
    expect(names({ deck, progress }).slice(0, 5)).toEqual([
      'question heads-often',
      'card heads-count',
      'question tokens-cutting',
      'card tokens-longest',
      'note note-3',
    ]);
    deck = reviewCard(deck, 'tokens-longest', 'easy', now);
    progress = readNote(progress, 'note-3', now);
    expect(names({ deck, progress }).slice(0, 4)).toEqual([
      'question heads-often',
      'card heads-count',
      'question tokens-cutting',
      'chapter attention-off',
    ]);
  });

  it('keeps to ten minutes, whatever is due', () => {
    const many = cards.reduce((deck, { id }) => reviewCard(deck, id, 'hard', new Date('2026-10-01')), emptyDeck);
    const missed = content.questions.reduce(
      (progress, { id }) => recordAnswer(progress, { question: id, option: 0, right: false }, now),
      noProgress,
    );
    for (const records of [nothing, { deck: many, progress: missed }]) {
      expect(spent(content, plan(records))).toBeLessThanOrEqual(sessionSeconds);
      expect(spent(content, plan(records))).toBeGreaterThan(sessionSeconds - 90);
    }
  });

  it.each([1, 2, 3, 4])(
    'asks no question close after its own card, which would give the answer away: %i missed',
    (count) => {
      const cardOf = new Map(content.questions.map(({ id, card }) => [id, card]));
      const asked = content.questions.filter(({ card }) => card !== undefined);
      expect(asked.length).toBeGreaterThan(10);
      for (const first of asked.keys()) {
        let records = nothing;
        for (const { id, card } of [...asked, ...asked].slice(first, first + count))
          records = {
            deck: callCard(records.deck, card!, now),
            progress: recordAnswer(records.progress, { question: id, option: 1, right: false }, now),
          };
        const steps = plan(records);
        expect(steps.filter(({ kind }) => kind === 'question').length).toBeGreaterThanOrEqual(count);
        for (const [at, step] of steps.entries()) {
          if (step.kind !== 'question') continue;
          const before = steps.slice(Math.max(0, at - 2), at);
          expect(before).not.toContainEqual({ kind: 'card', id: cardOf.get(step.id) });
        }
      }
    },
  );

  it('asks about the sentence with the kind that was missed last, then with one of the new section', () => {
    const missed = recordPractice(noProgress, { way: 'sentence', asked: 'word-pieces', right: false }, now);
    const read = finishChapter(missed, 'attention-off', now);
    const last = plan({ deck: emptyDeck, progress: read }).at(-1);
    expect(last?.kind === 'sentence' && last.kinds.slice(0, 2)).toEqual(['word-pieces', 'score-after-division']);
  });
});
