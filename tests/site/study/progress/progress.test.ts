import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formerIdOf, idNow } from '../../../../site/study/former-ids.ts';
import { mergeProgress } from '../../../../site/study/progress/merge-progress.ts';
import { answersNow, confidences, noProgress, type Progress } from '../../../../site/study/progress/progress.ts';
import { readProgress } from '../../../../site/study/progress/read-progress.ts';
import {
  beginQuiz,
  finishChapter,
  openChapter,
  readNote,
  recordAnswer,
  recordPractice,
} from '../../../../site/study/progress/record-progress.ts';
import { questionsInOrder } from '../../../../site/study/study.ts';
import { concepts } from '../answer-key/key-texts.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 8, 1, 9, minute));

const someProgress: fc.Arbitrary<Progress> = fc
  .array(fc.record({ step: fc.nat(5), name: fc.constantFrom('scores', 'heads', 'tokens'), option: fc.nat(3) }), {
    maxLength: 12,
  })
  .map((steps) =>
    steps.reduce((progress, { step, name, option }, minute) => {
      const now = at(minute);
      if (step === 0) return openChapter(progress, name, now);
      if (step === 1) return finishChapter(progress, name, now);
      if (step === 2) return beginQuiz(progress, now);
      const right = option === 0;
      if (step === 3) return readNote(progress, name, now);
      if (step === 4) return recordPractice(progress, { way: 'sentence', asked: name, right }, now);
      const confidence = confidences[option];
      return recordAnswer(progress, { question: name, option, right, ...(confidence && { confidence }) }, now);
    }, noProgress),
  );

describe('progress', () => {
  it('keeps when a chapter was first opened and first finished', () => {
    const read = finishChapter(openChapter(openChapter(noProgress, 'scores', at(0)), 'scores', at(1)), 'scores', at(2));
    expect(read.chapters).toEqual([{ id: 'scores', opened: at(0).toISOString(), finished: at(2).toISOString() }]);
    expect(finishChapter(read, 'scores', at(3))).toEqual(read);
  });

  it('counts the latest answer to each question since the quiz was begun', () => {
    const answer = { question: 'question-1', option: 1, right: false };
    const twice = recordAnswer(recordAnswer(noProgress, answer, at(0)), { ...answer, option: 0, right: true }, at(1));
    expect(answersNow(twice).get('question-1')?.right).toBe(true);
    const again = beginQuiz(twice, at(2));
    expect(answersNow(again).size).toBe(0);
    expect(again.answers.length).toBe(2);
  });

  it('is read as it was stored; merged with itself it stays the same', () => {
    fc.assert(
      fc.property(someProgress, (progress) => {
        const stored = JSON.parse(JSON.stringify(progress));
        expect(readProgress(stored)).toEqual({ value: progress, rejected: [] });
        expect(mergeProgress(progress, progress)).toEqual(progress);
        expect(mergeProgress(noProgress, progress)).toEqual(progress);
      }),
    );
  });

  it('stored under the numbers of the questions is read under their ids, with nothing lost and nothing else changed', () => {
    const name = fc.oneof(
      fc.nat(30).map((number) => `question-${number}`),
      fc.constantFrom('tokens-first', 'softmax-shift', 'question-', 'constructor'),
    );
    const answer = fc.record({
      question: name,
      option: fc.nat(3),
      right: fc.boolean(),
      at: fc.constant(at(1).toISOString()),
    });
    fc.assert(
      fc.property(fc.array(answer), (answers) => {
        const chapters = [{ id: 'scores', opened: at(0).toISOString() }];
        const { value, rejected } = readProgress({ version: 1, chapters, answers, quizBegun: at(0).toISOString() });
        expect(rejected).toEqual([]);
        expect(value).toEqual({
          version: 3,
          chapters,
          notes: [],
          answers: answers.map((one) => ({ ...one, question: idNow(one.question) })),
          practice: [],
          quizBegun: at(0).toISOString(),
        });
        expect(readProgress(value).value).toEqual(value);
      }),
    );
  });

  it('finds every question that once had a number under its id', () => {
    const asked = new Set(questionsInOrder(concepts).map(({ id }) => id));
    const ids = Array.from({ length: 22 }, (_, index) => idNow(`question-${index + 1}`));
    expect(new Set(ids).size).toBe(22);
    for (const id of ids) expect(asked).toContain(id);
    for (const none of ['question-0', 'question-23', 'question-01']) expect(idNow(none)).toBe(none);
    expect([idNow('question-1'), idNow('question-13'), idNow('question-22')]).toEqual([
      'tokens-first',
      'scores-pairwise',
      'heads-often',
    ]);
    for (const id of ids) expect(idNow(formerIdOf(id)!)).toBe(id);
  });

  it('of any kind is read or set aside: nothing is lost', () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.anything()), (whole, answers) => {
        if (whole !== undefined) expect(readProgress(whole).rejected.length).toBeGreaterThan(0);
        const { value, rejected } = readProgress({ version: 1, chapters: [], answers, quizBegun: 'yesterday' });
        expect(value.answers.length + rejected.length).toBe(answers.length + 1);
      }),
    );
  });
});
