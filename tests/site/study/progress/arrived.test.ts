import { describe, expect, it } from 'vitest';
import { emptyDeck } from '../../../../site/study/cards/deck.ts';
import { noNotes } from '../../../../site/study/practice/own-notes/kept/kept-notes.ts';
import { arrivedText } from '../../../../site/study/progress/arrived.ts';
import { noProgress } from '../../../../site/study/progress/progress.ts';
import type { Study } from '../../../../site/study/progress/study-file.ts';

const at = '2026-11-30T09:00:00.000Z';
const none: Study = { deck: emptyDeck, progress: noProgress, notes: noNotes };
const all: Study = {
  deck: {
    ...emptyDeck,
    retention: 0.85,
    cards: [
      { id: 'own-1', own: { front: 'What asks?', back: 'the query', source: 'practice' } },
      { id: 'scores-what', called: at },
      { id: 'scores-why', called: at },
    ],
    reviews: [{ card: 'scores-what', at, grade: 'good' }],
  },
  progress: {
    ...noProgress,
    chapters: [{ id: 'scores', opened: at }],
    notes: [{ id: 'note-3', read: at }],
    answers: [
      { question: 'tokens-first', option: 1, right: true, at },
      { question: 'scores-pairwise', option: 0, right: false, at },
    ],
    practice: [{ way: 'own words', asked: 'tokens-first', right: true, at }],
  },
  notes: { version: 1, notes: [{ id: 'a', name: 'naps.md', text: 'Naps.', kept: at }] },
};

describe('what a file has brought', () => {
  it('is named kind by kind', () => {
    expect(arrivedText(none, all)).toBe(
      'Imported: 1 chapter, 2 answers, 1 answer in practice, 1 note that you read, 1 card of your own, 2 cards of the site, 1 review, 1 file of your notes, how much to recall.',
    );
  });

  it('leaves out what was there before, and counts what it has changed', () => {
    const finished = { ...all.progress, chapters: [{ id: 'scores', opened: at, finished: at }] };
    expect(arrivedText(all, { ...all, progress: finished })).toBe('Imported: 1 chapter.');
    expect(arrivedText(none, { ...none, notes: all.notes })).toBe('Imported: 1 file of your notes.');
  });

  it('is said to be nothing where that is so', () => {
    expect(arrivedText(all, all)).toBe('Nothing was imported: the file has nothing that is not here already.');
  });
});
