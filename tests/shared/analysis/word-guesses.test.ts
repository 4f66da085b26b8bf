import { expect, it } from 'vitest';
import { wordGuesses } from '../../../shared/analysis/word-guesses.ts';

const merged = Float32Array.of(0.6, 0.3, 0.1, 0.2, 0.1, 0.2, 0.5, 0.4, 0.05);

it('are the heaviest other column of a row, and the heaviest other row of a column; of equal ones the first', () => {
  const { fromRow, fromColumn, rowWeight } = wordGuesses(merged, [true, true, true]);
  expect([...fromRow]).toEqual([1, 0, 0]);
  expect([...fromColumn]).toEqual([2, 2, 1]);
  expect(rowWeight[2]).toBe(0.5);
});

it('neither ask nor choose what does not count', () => {
  const { fromRow, fromColumn } = wordGuesses(merged, [false, true, true]);
  expect([...fromRow]).toEqual([-1, 2, 1]);
  expect([...fromColumn]).toEqual([-1, 2, 1]);
});
