import { expect, it } from 'vitest';
import { habitPicture } from '../../../../site/atlas/head/habit-picture.ts';

const words = ['It', 'rains', '.'];
const example = { sentence: 0, mean: 0.5, by_word: [0.2, 0.01, 1, 0.5, 0.4], word: 2, to: 4, weight: 0.9 };

it('a habit is drawn with [CLS] and [SEP], an arc from its word to what gets most, and a bar for each word’s own row', () => {
  const { from, to, arc, bars, lines } = habitPicture(words, example, 'sep');
  expect([from, to, arc.thickness]).toEqual(['rains', '[SEP]', 8.1]);
  expect(lines[0]!.runs.map(({ text }) => text).join('')).toBe('[CLS] It rains. [SEP]');
  expect(lines[0]!.runs.flatMap(({ text, role }) => (role ? [[text, role]] : []))).toEqual([
    ['[CLS]', 'special'],
    ['rains', 'from'],
    ['[SEP]', 'to'],
  ]);
  expect(bars.map(({ thickness }) => thickness)).toEqual([1, 7, 4, 3]);
});

it('bits of entropy are bars of a scale of 5', () => {
  const { bars } = habitPicture(words, { ...example, by_word: [0, 0.1, 5, 2, 0] }, 'entropy_bits');
  expect(bars.map(({ thickness }) => thickness)).toEqual([1, 7, 3]);
});

it('a word that looks at itself has a loop above it, within the drawing', () => {
  const { arc, height } = habitPicture(words, { ...example, to: 2 }, 'self');
  const numbers = arc.path.match(/-?[\d.]+/g)!.map(Number);
  expect(Math.abs(numbers[0]! - numbers.at(-2)!)).toBe(10);
  // A cubic reaches three quarters of the way to its control points.
  expect(numbers[1]! - 0.75 * (numbers[1]! - numbers[3]!)).toBeGreaterThan(0);
  expect(Math.max(...numbers.filter((_, at) => at % 2 === 1))).toBeLessThan(height);
});
