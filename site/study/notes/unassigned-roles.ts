import { prose } from '../../figures/marks/prose/prose.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import { mean } from '../../figures/residual/mixing-by-layer.ts';
import { headCount, layerCount } from '../../model/reader-place.ts';
import { type Trace, tokenWithin, traceRow } from '../../model/trace.ts';
import type { NoteFigureView, NoteRow } from './note-view.ts';

const layers = Array.from({ length: layerCount }, (_, layer) => layer);

/** Note 12: the weight on the same few targets in all 144 heads, on average and in the head that gives them most. */
export const unassignedRoles: NoteFigureView = {
  names: () => layers.map((layer) => `attentions.${layer}`),
  view: (trace, place) => {
    const token = tokenWithin(trace, place);
    const last = trace.tokens.length - 1;
    const targets: [string, number][] = [
      ['itself', token],
      ['the token before', token - 1],
      ['the token after', token + 1],
      ['the first, [CLS]', 0],
      ['the last, [SEP]', last],
    ];
    return {
      lead: prose`Where ${tokenName(trace.tokens, token)} looks in all 144 heads: on average, and in the one head that looks there most. Nobody assigned these.`,
      columns: ['to', 'mean of 144', 'most in one head'],
      rows: targets.filter(([, key]) => key >= 0 && key <= last).map(([name, key]) => row(trace, name, token, key)),
      chapter: 'heads',
    };
  },
};

function row(trace: Trace, name: string, token: number, key: number): NoteRow {
  const weights = layers.flatMap((layer) =>
    Array.from({ length: headCount }, (_, head) => traceRow(trace, `attentions.${layer}`, head, token, key)[0]!),
  );
  const tensor = `attentions.*[*][${token}][${key}]`;
  return {
    label: [{ kind: 'text', text: name }],
    cells: [
      { number: { value: mean(weights), tensor: `mean(${tensor})` }, bar: 'weight' },
      { number: { value: Math.max(...weights), tensor: `max(${tensor})` }, bar: 'weight' },
    ],
  };
}
