import { mostAlike } from '../../figures/embeddings/table-rows.ts';
import { cosinesWith } from '../../figures/layers/pair-drift.ts';
import { prose } from '../../figures/marks/prose/prose.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import { tokenWithin } from '../../model/trace.ts';
import { fewRows, type NoteFigureView } from './note-view.ts';

/** Note 1: which rows of the embedding table point in nearly the same direction. */
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
