import { prose } from '../../figures/marks/prose/prose.ts';
import { rankKeys } from '../../figures/marks/tokens/row-ranking.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import { headCount } from '../../model/reader-place.ts';
import { tokenWithin, traceRow } from '../../model/trace.ts';
import type { NoteFigureView } from './note-view.ts';

/** Note 11: where each head of a layer looks from one token. */
export const headsApart: NoteFigureView = {
  names: ({ layer }) => [`attentions.${layer}`],
  view: (trace, place) => {
    const { layer } = place;
    const token = tokenWithin(trace, place);
    const heads = Array.from({ length: headCount }, (_, head) => {
      const [best] = rankKeys(traceRow(trace, `attentions.${layer}`, head, token));
      return { head, key: best!.key, weight: best!.weight };
    });
    const targets = new Set(heads.map(({ key }) => key)).size;
    return {
      lead: prose`The twelve heads of layer ${layer + 1} and the same token, ${tokenName(trace.tokens, token)}: its largest weight in each. They point to ${targets} different tokens.`,
      columns: ['head', 'weight'],
      rows: heads.map(({ head, key, weight }) => ({
        label: prose`${head + 1}: ${tokenName(trace.tokens, key)}`,
        cells: [{ number: { value: weight, tensor: `attentions.${layer}[${head}][${token}][${key}]` }, bar: 'weight' }],
      })),
      chapter: 'heads',
    };
  },
};
