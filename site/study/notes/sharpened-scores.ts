import { type Measured, prose } from '../../figures/marks/prose/prose.ts';
import { rankKeys } from '../../figures/marks/tokens/row-ranking.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import { tokenWithin, traceRow } from '../../model/trace.ts';
import { fewRows, type NoteFigureView } from './note-view.ts';

/** Note 4: scores that differ by little, and the weights that softmax makes of them. */
export const sharpenedScores: NoteFigureView = {
  names: ({ layer }) => [`attention_scores.${layer}`, `attentions.${layer}`],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    const row = (name: string) => traceRow(trace, `${name}.${layer}`, head, token);
    const at = (name: string, key: number): Measured => ({
      value: row(name)[key]!,
      tensor: `${name}.${layer}[${head}][${token}][${key}]`,
    });
    const keys = rankKeys(row('attentions')).slice(0, fewRows);
    return {
      lead: prose`The row of ${tokenName(trace.tokens, token)} in layer ${layer + 1}, head ${head + 1}. A score that is larger by 1 gets 2.7 times the weight:`,
      columns: ['to', 'score', 'weight'],
      rows: keys.map(({ key }) => ({
        label: prose`${tokenName(trace.tokens, key)}`,
        cells: [{ number: at('attention_scores', key) }, { number: at('attentions', key), bar: 'weight' }],
      })),
      chapter: 'softmax',
    };
  },
};
