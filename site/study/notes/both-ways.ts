import { type Measured, prose } from '../../figures/marks/prose/prose.ts';
import { rankKeys } from '../../figures/marks/tokens/row-ranking.ts';
import { tokenName } from '../../figures/marks/tokens/token-name.ts';
import { pairProducts } from '../../figures/scores/pair-products.ts';
import { type Trace, tokenWithin, traceRow } from '../../model/trace.ts';
import type { NoteFigureView, NoteRow } from './note-view.ts';

/** Note 3: the scalar product of one pair of tokens in both directions. */
export const bothWays: NoteFigureView = {
  names: ({ layer }) => [`query.${layer}`, `key.${layer}`, `attention_scores.${layer}`],
  view: (trace, place) => {
    const { layer, head } = place;
    const token = tokenWithin(trace, place);
    const best = rankKeys(traceRow(trace, `attention_scores.${layer}`, head, token)).filter(({ key }) => key !== token);
    const other = best[0]!.key;
    const row = (from: number, to: number): NoteRow => ({
      label: prose`${tokenName(trace.tokens, from)} asks ${tokenName(trace.tokens, to)}`,
      cells: [{ number: dotProduct(trace, layer, head, from, to) }, { number: score(trace, layer, head, from, to) }],
    });
    const count = trace.tokens.length;
    return {
      lead: prose`${count} tokens, ${count} × ${count} = ${count ** 2} scores in each head. One pair in layer ${layer + 1}, head ${head + 1}, both ways:`,
      columns: ['pair', 'query · key', 'divided by 8'],
      rows: [row(token, other), row(other, token)],
      chapter: 'scores',
    };
  },
};

function dotProduct(trace: Trace, layer: number, head: number, from: number, to: number): Measured {
  const vector = (name: string, token: number) => [...traceRow(trace, `${name}.${layer}`, head, token)];
  return {
    value: pairProducts(vector('query', from), vector('key', to)).sum,
    tensor: `query.${layer}[${head}][${from}] . key.${layer}[${head}][${to}]`,
  };
}

function score(trace: Trace, layer: number, head: number, from: number, to: number): Measured {
  const name = `attention_scores.${layer}`;
  return { value: traceRow(trace, name, head, from, to)[0]!, tensor: `${name}[${head}][${from}][${to}]` };
}
