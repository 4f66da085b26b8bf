import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkOf,
  countUnknown,
  isCheck,
  isMeantAsLesson,
  type Known,
  type Lesson,
  readLesson,
  writeLesson,
} from '../../../../site/study/lesson/lesson.ts';

const known: Known = { chapters: ['scores', 'softmax', 'heads'], questions: ['a-one', 'a-two', 'b-one'] };

const lessons: fc.Arbitrary<Lesson> = fc
  .record({
    sentence: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).filter((text) => text.trim() !== ''),
    second: fc.string({ maxLength: 50 }),
    chapters: fc.shuffledSubarray([...known.chapters]),
    questions: fc.shuffledSubarray([...known.questions], { minLength: 1 }),
    seed: fc.string({ maxLength: 32 }),
  })
  .filter(({ sentence, second }) => (sentence + second).isWellFormed());

describe('the link of a lesson', () => {
  it('reads back as it was written, whatever the sentence', () => {
    fc.assert(
      fc.property(lessons, (lesson) => {
        expect(readLesson(writeLesson(lesson), known)).toEqual(lesson);
      }),
    );
  });

  it('is one of the results where the teacher opens it, and the same lesson', () => {
    fc.assert(
      fc.property(lessons, (lesson) => {
        expect(isCheck(writeLesson(lesson))).toBe(false);
        expect(isCheck(checkOf(lesson))).toBe(true);
        expect(readLesson(checkOf(lesson), known)).toEqual(lesson);
      }),
    );
  });

  it('is not taken for a reader’s place, which pages move out of the address', () => {
    fc.assert(
      fc.property(lessons, (lesson) => {
        expect(writeLesson(lesson)).not.toContain('text=');
      }),
    );
  });

  it.each([
    '',
    '#check',
    '#sentence=Dogs',
    '#sentence=+&questions=a-one',
    '#questions=a-one',
    '#sentence=x&questions=z',
  ])('is none: %j', (fragment) => {
    expect(readLesson(fragment, known)).toBeUndefined();
  });

  it('leaves out what the site does not have, and what stands twice', () => {
    expect(readLesson('#sentence=Dogs&chapters=heads.x.heads.scores&questions=b-one.__proto__.b-one', known)).toEqual({
      sentence: 'Dogs',
      second: '',
      chapters: ['heads', 'scores'],
      questions: ['b-one'],
      seed: '',
    });
  });

  it('has no unknown part where it was made here', () => {
    fc.assert(
      fc.property(lessons, (lesson) => {
        expect(countUnknown(writeLesson(lesson), known)).toBe(0);
        expect(countUnknown(checkOf(lesson), known)).toBe(0);
        expect(isMeantAsLesson(writeLesson(lesson))).toBe(true);
      }),
    );
  });

  it.each([
    ['#sentence=Dogs&questions=a-one.a-t', 1],
    ['#sentence=Dogs&chapters=softmax.sco&questions=a-t', 2],
    ['#check&sentence=Dogs&questions=a-one.a-t', 1],
    ['#sentence=Dogs&questions=x.x', 1],
    ['#sentence=Dogs&questions=a-one.', 1],
    ['#sentence=Dogs&questions=', 1],
    ['#sentence=Dogs&chapters=scores&ques', 1],
    ['#sentence=Dogs&questions=a-one.a-one', 0],
  ])('of which the end was cut off says how much is unknown: %s', (fragment, count) => {
    expect(countUnknown(fragment, known)).toBe(count);
  });

  it.each(['', '#check', '#sentence=Dogs', '#seed=x', '#s', '#text=Dogs'])(
    'is not meant by every fragment: %j',
    (fragment) => {
      expect(isMeantAsLesson(fragment)).toBe(false);
      expect(countUnknown(fragment, known)).toBe(0);
    },
  );
});
