import { prose } from '../../figures/marks/prose/prose.ts';
import { rankKeys } from '../../figures/marks/tokens/row-ranking.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import { largestProducts } from '../../figures/scores/pair-products.ts';
import { tokenWithin, traceRow } from '../../model/trace.ts';
import type { NoteFigureView } from './note-view.ts';

const ends = 2;

/** Note 10: one component of the query, and each token's component in the same direction. */
export const oneDirection: NoteFigureView = {
  names: ({ layer }) => [`query.${layer}`],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    const query = (of: number) => traceRow(trace, `query.${layer}`, head, of);
    const [component] = largestProducts([...query(token)], 1) as [number];
    const reach = rankKeys(Float32Array.from(trace.tokens, (_, of) => query(of)[component]!));
    const shown = reach.length > 2 * ends ? [...reach.slice(0, ends), ...reach.slice(-ends)] : reach;
    return {
      lead: prose`Component ${component} is the largest in the query of ${tokenName(trace.tokens, token)}, layer ${layer + 1}, head ${head + 1}. How far the tokens reach along that one direction, at both ends:`,
      columns: ['token', `component ${component}`],
      rows: shown.map(({ key, weight }) => ({
        label: prose`${tokenName(trace.tokens, key)}`,
        cells: [{ number: { value: weight, tensor: `query.${layer}[${head}][${key}][${component}]` } }],
      })),
      chapter: 'projections',
    };
  },
};
