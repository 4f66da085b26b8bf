import { prose } from '../../figures/marks/prose/prose.ts';
import { rankKeys } from '../../figures/marks/tokens/row-ranking.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import { tokenWithin, traceRow } from '../../model/trace.ts';
import type { NoteFigureView, NoteRow } from './note-view.ts';

/** Note 6: the largest and the smallest weight of a row, beside an equal share; none is 0. */
export const everyFraction: NoteFigureView = {
  names: ({ layer }) => [`attentions.${layer}`],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    const ranked = rankKeys(traceRow(trace, `attentions.${layer}`, head, token));
    const count = ranked.length;
    const above = ranked.filter(({ weight }) => weight > 1 / count).length;
    const row = ({ key, weight }: { key: number; weight: number }, which: string): NoteRow => ({
      label: [...prose`${tokenName(trace.tokens, key)}`, { kind: 'text', text: which }],
      cells: [{ number: { value: weight, tensor: `attentions.${layer}[${head}][${token}][${key}]` }, bar: 'weight' }],
    });
    return {
      lead: prose`Of the ${count} shares in the row of ${tokenName(trace.tokens, token)}, layer ${layer + 1}, head ${head + 1}, ${above} are above an equal share and ${count - above} below:`,
      columns: ['share of', 'weight'],
      rows: [
        row(ranked[0]!, ', the largest'),
        {
          label: prose`an equal share`,
          cells: [{ number: { value: 1 / count, tensor: `1 / ${count}` }, bar: 'weight' }],
        },
        row(ranked.at(-1)!, ', the smallest'),
      ],
      chapter: 'weighted-sum',
    };
  },
};
