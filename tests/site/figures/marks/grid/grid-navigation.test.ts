import { expect, it } from 'vitest';
import { moveInGrid } from '../../../../../site/figures/marks/grid/grid-navigation.ts';

const size = { rows: 3, columns: 4 };
const press = (key: string, ctrlKey = false) => moveInGrid({ row: 1, column: 2 }, { key, ctrlKey }, size);

it('moves by arrows, to the ends of the row and to the corners of the grid', () => {
  expect(press('ArrowUp')).toEqual({ row: 0, column: 2 });
  expect(press('ArrowDown')).toEqual({ row: 2, column: 2 });
  expect(press('ArrowLeft')).toEqual({ row: 1, column: 1 });
  expect(press('ArrowRight')).toEqual({ row: 1, column: 3 });
  expect(press('Home')).toEqual({ row: 1, column: 0 });
  expect(press('End')).toEqual({ row: 1, column: 3 });
  expect(press('Home', true)).toEqual({ row: 0, column: 0 });
  expect(press('End', true)).toEqual({ row: 2, column: 3 });
});

it('stops at the edges', () => {
  expect(moveInGrid({ row: 0, column: 3 }, { key: 'ArrowUp', ctrlKey: false }, size)).toEqual({ row: 0, column: 3 });
  expect(moveInGrid({ row: 2, column: 3 }, { key: 'ArrowRight', ctrlKey: false }, size)).toEqual({ row: 2, column: 3 });
});

it('leaves other keys to the page', () => {
  expect(press('a')).toBeUndefined();
  expect(press('ArrowUp', true)).toBeUndefined();
});
