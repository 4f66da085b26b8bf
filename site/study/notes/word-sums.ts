import { cosineName, nearestToSum, sumsThatComeOut, sumsThatFail } from '../../figures/arithmetic/word-sums.ts';
import { prose } from '../../figures/marks/prose/prose.ts';
import { readWordTable } from '../../first-paint/word-table.ts';
import type { NoteView } from './note-view.ts';

/**
 * Note 1: the rows of the embedding table nearest to sums of words, computed while the site is built. One of the sums
 * fails.
 */
export async function wordSums(): Promise<Omit<NoteView, 'chapter'>> {
  const table = await readWordTable();
  const sums = [...sumsThatComeOut.slice(0, 4), sumsThatFail[0]!].map((sum) => nearestToSum(sum, table, 1));
  return {
    lead: prose`The row of BERT's table nearest to each sum, the three words of the sum left out. The last one fails.`,
    columns: ['sum: nearest row', 'cosine'],
    rows: sums.map((found) => {
      const [nearest] = found.nearest;
      return {
        label: prose`${found.from.word} − ${found.minus.word} + ${found.plus.word}: ${nearest!.word}`,
        cells: [{ number: { value: nearest!.cosine, tensor: cosineName(found, nearest!) }, bar: 'positive' }],
      };
    }),
  };
}
