import { expect, it } from 'vitest';
import { readingMinutes } from '../../../site/layouts/reading-minutes.ts';

it.each([
  ['', 1],
  ['word '.repeat(290), 1],
  ['word '.repeat(310), 2],
  ['it’s one word, and vector-like too. '.repeat(100), 3],
  ['<Measured tensor="hidden_states.12[3][4]" /> {String.raw`a b c d e f`} '.repeat(500), 1],
])('readingMinutes(%j)', (text, minutes) => {
  expect(readingMinutes(text)).toBe(minutes);
});
