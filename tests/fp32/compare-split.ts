import { scoreAttribution } from '../../shared/analysis/score-attribution.ts';
import { bert } from '../../shared/bert/bert.ts';
import { trace } from '../../shared/bert/trace.ts';
import { worstDifference } from '../expect-close.ts';
import type { ScoreSplit } from '../golden/score-splits.ts';
import { ofReference, weightsFor } from '../shared/analysis/followed-reference.ts';
import type { Comparison, Model } from './compare-case.ts';

/** Splits one score of a text, and compares every term with the reference's. */
export function compareSplit(
  { config, weights }: Pick<Model, 'config' | 'weights'>,
  inputIds: readonly number[],
  { layer, head, from, to, terms, centred }: ScoreSplit,
): Comparison {
  const seqLen = inputIds.length;
  const tensors = trace(bert(config, weights, { inputIds, tokenTypeIds: inputIds.map(() => 0) }));
  const found = scoreAttribution(
    weightsFor(config, weights, { layer, head }),
    ofReference(config, tensors, layer, { from, to, seqLen }),
    { layer, heads: config.numAttentionHeads },
  );
  const [worst] = [
    { what: 'terms', ...worstDifference(found.terms, terms) },
    { what: 'centred', ...worstDifference(found.centred, centred) },
  ].sort((a, b) => b.difference - a.difference);
  return { ...worst, seqLen };
}
