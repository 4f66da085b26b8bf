import { cosine } from '../../../shared/analysis/cosine.ts';
import { type Measured, prose } from '../../figures/marks/prose/prose.ts';
import { mean } from '../../figures/residual/mixing-by-layer.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';
import { type Trace, traceRow } from '../../model/trace.ts';
import type { NoteFigureView } from './note-view.ts';

const layers = Array.from({ length: layerCount }, (_, layer) => layer);

/**
 * Note 8, which is wrong: where the weight goes, whose vector the output resembles, and how far the vectors move, over
 * all tokens.
 */
export const keptIdentity: NoteFigureView = {
  names: () => [
    ...layers.flatMap((layer) => [`attentions.${layer}`, `mixing.${layer}`]),
    ...[...layers, layerCount].map((layer) => `hidden_states.${layer}`),
  ],
  view: (trace) => {
    const others = layers.map((layer) => weightToOthers(trace, layer));
    const shares = layers.map((layer) => shareOfOthers(trace, layer));
    const given = { value: mean(others.map(({ value }) => value)), tensor: '1 - mean(diagonal(attentions.*))' };
    const mixed = { value: mean(shares.map(({ value }) => value)), tensor: 'mean(mixing.*)' };
    return {
      lead: prose`Of all weight, ${given} goes to other tokens, and still only ${mixed} of what leaves the attention blocks is theirs. After twelve layers the vectors point elsewhere: their mean cosine with the input is ${cosineToInput(trace, layerCount - 1)}.`,
      columns: ['layer', 'weight to others', "others' share", 'cosine with input'],
      rows: layers.map((layer) => ({
        label: prose`${layer + 1}`,
        cells: [
          { number: others[layer]!, bar: 'weight' },
          { number: shares[layer]!, bar: 'value' },
          { number: cosineToInput(trace, layer), bar: 'positive' },
        ],
      })),
      chapter: 'residual',
    };
  },
};

function weightToOthers(trace: Trace, layer: number, heads = headCount): Measured {
  const name = `attentions.${layer}`;
  let kept = 0;
  for (let head = 0; head < heads; head++) {
    trace.tokens.forEach((_, token) => {
      kept += traceRow(trace, name, head, token, token)[0]!;
    });
  }
  return { value: 1 - kept / (heads * trace.tokens.length), tensor: `1 - mean(diagonal(${name}))` };
}

function shareOfOthers(trace: Trace, layer: number): Measured {
  const name = `mixing.${layer}`;
  return { value: mean(trace.tokens.map((_, token) => traceRow(trace, name, token)[0]!)), tensor: `mean(${name})` };
}

/** Mean over all tokens of cos(h_layer + 1, h_0). */
function cosineToInput(trace: Trace, layer: number): Measured {
  const vector = (at: number, token: number) => traceRow(trace, `hidden_states.${at}`, token);
  const cosines = trace.tokens.map((_, token) => cosine(vector(layer + 1, token), vector(0, token)));
  return { value: mean(cosines), tensor: `mean(cos(hidden_states.${layer + 1}, hidden_states.0))` };
}
