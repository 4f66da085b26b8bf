import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { riverOutline, stripPart } from '../../../../site/map/strip/strip-parts.ts';

const chapters = readdirSync('site/content/chapters').map((file) => file.replace(/\.mdx$/, ''));
/** All numbers of a path. */
const numbers = (path: string) => (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);

describe('the strip', () => {
  it('has a picture for each of the twelve steps, no two alike, and a stretch of the river for any other', () => {
    const drawn = ['tokens', 'embeddings', 'positions', 'projections', 'scores', 'softmax', 'weighted-sum', 'heads'];
    for (const id of [...drawn, 'residual', 'feed-forward', 'layers', 'lenses']) expect(chapters).toContain(id);
    const pictures = chapters.map((id) => JSON.stringify(stripPart(id)));
    const plain = JSON.stringify(stripPart('none of them'));
    expect(new Set(pictures.filter((picture) => picture !== plain)).size).toBe(12);
  });

  it('has a river that stays within its box from above and below, and reaches a little into both neighbours', () => {
    for (const id of chapters) {
      const outline = riverOutline(stripPart(id));
      const ends = numbers(outline);
      expect(ends[0]).toBe(-1);
      expect(Math.max(...ends)).toBe(81);
      for (const half of stripPart(id).river) expect(half >= 0 && half <= 13).toBe(true);
    }
  });
});
