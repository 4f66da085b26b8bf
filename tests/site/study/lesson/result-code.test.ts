import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readResults, rightCount } from '../../../../site/study/lesson/class-results.ts';
import type { Lesson } from '../../../../site/study/lesson/lesson.ts';
import { decodeResult, encodeResult } from '../../../../site/study/lesson/result-code.ts';

const lessonOf = (count: number, seed = ''): Lesson => ({
  sentence: 'Dogs chase cats.',
  second: '',
  chapters: [],
  questions: Array.from({ length: count }, (_, at) => `question-${at}`),
  seed,
});

const answered = fc.array(fc.option(fc.nat({ max: 3 }), { nil: undefined }), { minLength: 1, maxLength: 30 });
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a result code', () => {
  it('gives the answers back, also in small letters, without its dashes, with O for 0', () => {
    fc.assert(
      fc.property(answered, (answers) => {
        const lesson = lessonOf(answers.length);
        const code = encodeResult(lesson, answers);
        for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ' '), code.replaceAll('0', 'O')])
          expect(decodeResult(lesson, typed)).toEqual({ answers });
      }),
    );
  });

  it('is short: eleven characters for ten questions', () => {
    expect(encodeResult(lessonOf(10), Array(10).fill(3)).replaceAll('-', '')).toHaveLength(11);
  });

  it('tells every wrong character', () => {
    fc.assert(
      fc.property(answered, fc.nat(), fc.nat({ max: 30 }), (answers, place, other) => {
        const lesson = lessonOf(answers.length);
        const code = encodeResult(lesson, answers).replaceAll('-', '');
        const at = place % code.length;
        const wrong = alphabet.replace(code[at]!, '')[other]!;
        expect(decodeResult(lesson, code.slice(0, at) + wrong + code.slice(at + 1))).toHaveProperty('trouble');
      }),
    );
  });

  it('tells two neighbours that were changed about', () => {
    fc.assert(
      fc.property(answered, fc.nat(), (answers, place) => {
        const lesson = lessonOf(answers.length);
        const code = encodeResult(lesson, answers).replaceAll('-', '');
        const at = place % (code.length - 1);
        const [one, two] = [code[at]!, code[at + 1]!];
        fc.pre(one !== two);
        expect(decodeResult(lesson, code.slice(0, at) + two + one + code.slice(at + 2))).toHaveProperty('trouble');
      }),
    );
  });

  it('belongs to its lesson: another seed or another number of questions is another one', () => {
    const code = encodeResult(lessonOf(8), [0, 1, 2, 3, 0, 1, 2, 3]);
    for (const other of [lessonOf(8, 'k3x9qa'), lessonOf(9), lessonOf(20)])
      expect(decodeResult(other, code)).toEqual({ trouble: 'This is the code of another lesson.' });
  });

  it('is never read from other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = decodeResult(lessonOf(4), text);
        if ('answers' in read)
          expect(encodeResult(lessonOf(4), read.answers)).toContain(text.slice(0, 1).toUpperCase());
        else expect(read.trouble).toMatch(/\.$/);
      }),
    );
  });
});

describe('readResults', () => {
  it('gives each student’s answers, and says which code is wrong', () => {
    const lesson = lessonOf(5);
    const [one, two] = [encodeResult(lesson, [0, 1, 2, 3, 0]), encodeResult(lesson, [0, undefined, 0, 0, 0])];
    const lines = readResults(
      lesson,
      `Ada Lovelace: ${one}\n\n  ${two.toLowerCase()}  \nEve, 1AAA-BBBB\nnobody was here\nBo: ${one.replaceAll('-', '')}`,
    );
    expect(lines.map(({ who }) => who)).toEqual(['Ada Lovelace', '', 'Eve', 'nobody was', 'Bo']);
    expect(lines[0]).toHaveProperty('answers', [0, 1, 2, 3, 0]);
    expect(lines[1]).toHaveProperty('answers', [0, undefined, 0, 0, 0]);
    expect(lines[2]).toHaveProperty('trouble');
    expect(lines[3]).toHaveProperty('trouble');
    expect(lines[4]).toHaveProperty('answers', [0, 1, 2, 3, 0]);
  });

  it('says where each line stands among all that were pasted, and quotes it as far as it must', () => {
    const lines = readResults(lessonOf(5), `\n 1AAA-BBBB \n\n${'Ada Lovelace '.repeat(9)}: 1AAA-BBBB`);
    expect(lines.map(({ number }) => number)).toEqual([2, 4]);
    expect(lines.map(({ quoted }) => quoted)).toEqual(['1AAA-BBBB', 'Ada Lovelace Ada Lovelace Ada Lovelace …']);
  });

  it('counts what is right', () => {
    expect(rightCount([0, undefined, 2], [0, 1, 3])).toBe(1);
  });
});
