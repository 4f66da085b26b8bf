import { tokenWithin } from '../../lib/trace.ts';
import { mostAlike } from '../embeddings/table-rows.ts';
import { cosinesWith } from '../layers/pair-drift.ts';
import { prose } from '../prose/prose.ts';
import { tokenName } from '../tokens/token-name.ts';
import { fewRows, type NoteFigureView } from './note-view.ts';

/** Note 1: which rows of the table point the same way. */
export const similarRows: NoteFigureView = {
  names: () => ['embeddings.word'],
  view: (trace, place) => {
    const token = tokenWithin(trace, place);
    const cosines = cosinesWith(trace, 'embeddings.word', token);
    const rows = mostAlike({ tokens: trace.tokens, token, cosines }, fewRows);
    return {
      lead: prose`In the table, before any context, these tokens of the sentence are most like ${tokenName(trace.tokens, token)}:`,
      columns: ['token', 'cosine'],
      rows: rows.map((other) => ({
        label: prose`${tokenName(trace.tokens, other)}`,
        cells: [
          {
            number: { value: cosines[other]!, tensor: `cos(embeddings.word[${token}], embeddings.word[${other}])` },
            bar: 'positive',
          },
        ],
      })),
      chapter: 'embeddings',
    };
  },
};
