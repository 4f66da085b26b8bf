import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { noNotes } from '../../../../site/study/practice/own-notes/kept/kept-notes.ts';
import { readStudyFile, writeStudyFile } from '../../../../site/study/progress/study-file.ts';

const file = readFileSync(new URL('exported-by-1.6.json', import.meta.url), 'utf8');

it('what version 1.6 stored or exported is read with nothing lost: the same cards, reviews, chapters and answers', () => {
  const before = JSON.parse(file);
  const { deck, progress, notes, rejected } = readStudyFile(file);
  expect(rejected).toEqual([]);
  expect(deck).toEqual({ ...before.deck, version: 2 });
  expect(progress).toEqual({ ...before.progress, version: 3, notes: [], practice: [] });
  expect(notes).toEqual(noNotes);
  expect(readStudyFile(writeStudyFile({ deck, progress, notes }))).toEqual({ deck, progress, notes, rejected });
});
