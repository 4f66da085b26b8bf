import { prose } from '../../figures/marks/prose/prose.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import { plainNumbers, tokenWithin, traceRow } from '../../model/trace.ts';
import type { NoteFigureView } from './note-view.ts';

const names = ['query', 'key', 'value'] as const;

/** Note 9: the three vectors that a head makes of one token. */
export const threeProjections: NoteFigureView = {
  names: ({ layer }) => names.map((name) => `${name}.${layer}`),
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    return {
      lead: prose`What layer ${layer + 1}, head ${head + 1} makes of the 768 numbers of ${tokenName(trace.tokens, token)}: three times 64, brown below zero, green above.`,
      columns: ['vector', '64 components'],
      rows: names.map((name) => ({
        label: [{ kind: 'text', text: name }],
        strip: {
          values: plainNumbers(traceRow(trace, `${name}.${layer}`, head, token)),
          tensor: `${name}.${layer}[${head}][${token}]`,
        },
        cells: [],
      })),
      chapter: 'projections',
    };
  },
};
