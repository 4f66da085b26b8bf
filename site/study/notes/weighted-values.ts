import { type Measured, prose } from '../../figures/marks/prose/prose.ts';
import { rankKeys } from '../../figures/marks/tokens/row-ranking.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import { vectorLength } from '../../figures/weighted-sum/weighted-values.ts';
import { tokenWithin, traceRow } from '../../model/trace.ts';
import { fewRows, type NoteFigureView } from './note-view.ts';

/** Note 5: what is summed are values, so the length of each counts as well as its weight. */
export const valuesByWeight: NoteFigureView = {
  names: ({ layer }) => [`attentions.${layer}`, `value.${layer}`],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    const weights = traceRow(trace, `attentions.${layer}`, head, token);
    const measured = (key: number): readonly [Measured, Measured, Measured] => {
      const weight = { value: weights[key]!, tensor: `attentions.${layer}[${head}][${token}][${key}]` };
      const length = {
        value: vectorLength([...traceRow(trace, `value.${layer}`, head, key)]),
        tensor: `|value.${layer}[${head}][${key}]|`,
      };
      const product = { value: weight.value * length.value, tensor: `${weight.tensor} * ${length.tensor}` };
      return [weight, length, product];
    };
    return {
      lead: prose`What layer ${layer + 1}, head ${head + 1} adds up for ${tokenName(trace.tokens, token)}: values of 64 numbers, some longer than others.`,
      columns: ['from', 'weight', 'length of value', 'weight × length'],
      rows: rankKeys(weights)
        .slice(0, fewRows)
        .map(({ key }) => ({
          label: prose`${tokenName(trace.tokens, key)}`,
          cells: measured(key).map((number) => ({ number })),
        })),
      chapter: 'weighted-sum',
    };
  },
};
