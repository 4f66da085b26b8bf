import { prose } from '../../figures/marks/prose/prose.ts';
import { rankKeys } from '../../figures/marks/tokens/row-ranking.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import { tokenWithin, traceRow } from '../../model/trace.ts';
import type { NoteFigureView, NoteRow } from './note-view.ts';

/**
 * Note 7: the weight that a token gives its strongest partner, the weight that it keeps, and the weight that comes
 * back.
 */
export const unequalParts: NoteFigureView = {
  names: ({ layer }) => [`attentions.${layer}`],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    const weights = traceRow(trace, `attentions.${layer}`, head, token);
    const other = rankKeys(weights).find(({ key }) => key !== token)!.key;
    const row = (from: number, to: number): NoteRow => ({
      label:
        from === to
          ? prose`${tokenName(trace.tokens, from)} to itself`
          : prose`${tokenName(trace.tokens, from)} to ${tokenName(trace.tokens, to)}`,
      cells: [
        {
          number: {
            value: traceRow(trace, `attentions.${layer}`, head, from, to)[0]!,
            tensor: `attentions.${layer}[${head}][${from}][${to}]`,
          },
          bar: 'weight',
        },
      ],
    });
    return {
      lead: prose`The parts of ${tokenName(trace.tokens, token)} and of its strongest partner in layer ${layer + 1}, head ${head + 1}:`,
      columns: ['from', 'weight'],
      rows: [row(token, other), row(token, token), row(other, token), row(other, other)],
      chapter: 'weighted-sum',
    };
  },
};
