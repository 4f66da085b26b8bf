import { prose } from '../../../figures/marks/prose/prose.ts';
import { traceRow } from '../../../model/trace.ts';
import { below, shuffled } from '../../random.ts';
import { rankedTokens } from '../options.ts';
import type { Asked, QuestionKind } from '../question.ts';
import { firstMade, hasLead, headsIn, nameOf, ranked, type Sentence, wordTokens } from '../sentence.ts';

/** "In layer 5, head 4: which token gets most of *it*'s weight?" */
export const largestWeight: QuestionKind = {
  name: 'largest-weight',
  concept: 'softmax',
  tensors: (layer) => [`attentions.${layer}`],
  ask: (sentence, layer, random) => {
    const head = below(headsIn(sentence, `attentions.${layer}`), random);
    return firstMade(shuffled(wordTokens(sentence.trace), random), (token) => askOf(sentence, { layer, head, token }));
  },
};

function askOf(sentence: Sentence, place: Asked['place']): Asked | undefined {
  const { layer, head, token } = place;
  const row = `attentions.${layer}[${head}][${token}]`;
  const best = ranked(traceRow(sentence.trace, `attentions.${layer}`, head, token));
  if (!hasLead(best)) return undefined;
  const options = rankedTokens(sentence, best, ({ index, value }) => ({ value, tensor: `${row}[${index}]` }));
  if (!options) return undefined;
  const name = nameOf(sentence, token);
  return {
    chapter: 'softmax',
    place,
    prompt: prose`In layer ${layer + 1}, head ${head + 1}, which token gets most of the weight of ${name}?`,
    options,
    explanation: prose`The row of ${name} sums to 1. ${nameOf(sentence, best[0]!.index)} gets ${options[0]!.measured[0]!} of it; the others here come next.`,
  };
}
