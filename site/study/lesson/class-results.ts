import type { Lesson } from './lesson.ts';
import { type Decoded, decodeResult, type Picked } from './result-code.ts';

/** One pasted line. */
export type Line = Decoded & {
  /** What stands before the code, such as a name; it stays in the teacher's page. */
  readonly who: string;
  /** Its place among all pasted lines, from 1; empty lines count. */
  readonly number: number;
  /** The line itself, its end left out where it is long. */
  readonly quoted: string;
};

/** Characters of a line that are enough to find it again. */
const longestQuote = 40;

/** A code at the end of a line, with or without the hyphens between its groups of four characters. */
const atEnd = /(?:^|[\s:,;])((?:[0-9a-z]{4}-?)*[0-9a-z]{1,4})\s*$/i;

/** The results of a class: a line for each student, with a code at its end, as in `Ada: 1K3F-9Q2M-7`. */
export function readResults(lesson: Lesson, pasted: string): Line[] {
  return pasted.split('\n').flatMap((line, at) => {
    if (!line.trim()) return [];
    const [found, code = ''] = atEnd.exec(line) ?? [];
    const who = (found === undefined ? line : line.slice(0, line.length - found.length)).replace(/[\s:,;]+$/, '');
    return [{ who: who.trim(), number: at + 1, quoted: shortened(line.trim()), ...decodeResult(lesson, code) }];
  });
}

function shortened(line: string): string {
  const characters = [...line];
  return characters.length > longestQuote ? `${characters.slice(0, longestQuote - 1).join('')}…` : line;
}

/** How many of the answers are right. @param right index of each question's right option */
export function rightCount(answers: readonly Picked[], right: readonly number[]): number {
  return answers.filter((answer, at) => answer === right[at]).length;
}
