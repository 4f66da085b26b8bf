import { cosine } from '../../../shared/analysis/cosine.ts';
import { type Measured, prose } from '../../figures/marks/prose/prose.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import { layerCount } from '../../model/reader-place.ts';
import { tokenWithin, traceRow } from '../../model/trace.ts';
import type { NoteFigureView } from './note-view.ts';

const shownLayers = [1, 3, 6, 9, layerCount];

/** Note 2: how far a token's vector moves from its input. */
export const driftByLayer: NoteFigureView = {
  names: () => [0, ...shownLayers].map((layer) => `hidden_states.${layer}`),
  view: (trace, place) => {
    const token = tokenWithin(trace, place);
    const vector = (layer: number) => traceRow(trace, `hidden_states.${layer}`, token);
    const moved = (layer: number): Measured => ({
      value: cosine(vector(layer), vector(0)),
      tensor: `cos(hidden_states.${layer}[${token}], hidden_states.0[${token}])`,
    });
    return {
      lead: prose`The vector of ${tokenName(trace.tokens, token)} takes up its sentence layer by layer. Its cosine with what entered the first layer falls from 1 to ${moved(layerCount)}.`,
      columns: ['after layer', 'cosine with its input'],
      rows: shownLayers.map((layer) => ({
        label: prose`${layer}`,
        cells: [{ number: moved(layer), bar: 'positive' }],
      })),
      chapter: 'layers',
    };
  },
};
