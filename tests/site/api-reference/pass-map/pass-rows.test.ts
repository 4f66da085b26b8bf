import { describe, expect, it } from 'vitest';
import { siteTable } from '../../../../shared/bert/site-table.ts';
import {
  columnCount,
  embeddingRows,
  layerRows,
  linePath,
  type PassRow,
} from '../../../../site/api-reference/pass-map/pass-rows.ts';

const rows: readonly PassRow[] = [...embeddingRows, ...layerRows];
const columns = (row: PassRow, end: 'from' | 'to') =>
  [...new Set(row.lines.flatMap((line) => line[end] ?? []))].sort((a, b) => a - b);

describe('the drawing of the pass', () => {
  it('has every site once, in the order of the pass', () => {
    expect(rows.flatMap((row) => ('site' in row ? [row.site] : []))).toEqual(Object.keys(siteTable));
  });

  it('lets no line end in the air: what leaves a row comes into the next', () => {
    expect(columns(rows[0], 'from')).toEqual([]);
    for (let i = 1; i < rows.length; i++)
      expect(columns(rows[i], 'from'), `row ${i}`).toEqual(columns(rows[i - 1], 'to'));
    expect(columns(rows.at(-1)!, 'to')).toEqual([0]);
  });

  it('puts every place on a line, what is carried in the first column', () => {
    for (const row of rows) {
      if (!('site' in row)) continue;
      expect(row.column).toBeLessThan(columnCount);
      expect(columns(row, 'to')).toContain(row.column);
      const isCarried = /^(embeddings\.word|hidden_states|attention_residual|attention_block|feed_forward_residual)$/;
      expect(row.column === 0, row.site).toBe(isCarried.test(row.site));
    }
  });

  it('draws a line from its middle where it begins, straight down, or over to another column', () => {
    expect(linePath({ from: null, to: 0 }, 60)).toBe('M12 30V60');
    expect(linePath({ from: 1, to: 1 }, 60)).toBe('M34 0V60');
    expect(linePath({ from: 2, to: 0 }, 40)).toBe('M56 0C56 20 12 20 12 40');
  });
});
