import { expect, it } from 'vitest';
import { numbersCsv } from '../../../../site/figures/export/numbers-csv.ts';

it('writes a header and a line a number, names with commas in quotes, as RFC 4180 has it', () => {
  const numbers = [
    { name: 'attentions[8][10][8][2]', value: '0.835069776' },
    { name: 'rest(query.8[10][8], 2, 8)', value: '-1.5e-7' },
  ];
  expect(numbersCsv(numbers)).toBe(
    'name,value\r\nattentions[8][10][8][2],0.835069776\r\n"rest(query.8[10][8], 2, 8)",-1.5e-7\r\n',
  );
});

it('doubles quotes inside a name', () => {
  expect(numbersCsv([{ name: 'a "b"', value: '1' }])).toContain('"a ""b""",1');
});
