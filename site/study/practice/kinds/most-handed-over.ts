import { prose } from '../../../figures/marks/prose/prose.ts';
import { traceRow } from '../../../model/trace.ts';
import { below, shuffled } from '../../random.ts';
import { optionCount } from '../options.ts';
import type { Asked, Option, QuestionKind } from '../question.ts';
import { firstMade, hasLead, headsIn, nameOf, ranked, type Sentence, wordTokens } from '../sentence.ts';

/** A smaller weight has too few digits to be multiplied. */
const leastWeight = 0.01;

/** "Most of the weight goes to `[SEP]`. Which token hands over the longest vector?" Asked only where the two differ. */
export const mostHandedOver: QuestionKind = {
  name: 'most-handed-over',
  concept: 'weighted-sum',
  card: 'weighted-sum-little',
  tensors: (layer) => [`attentions.${layer}`, `attention_norms.${layer}`],
  ask: (sentence, layer, random) => {
    const count = headsIn(sentence, `attentions.${layer}`);
    const first = below(count, random);
    const heads = Array.from({ length: count }, (_, index) => (first + index) % count);
    const places = heads.flatMap((head) =>
      shuffled(wordTokens(sentence.trace), random).map((token) => ({ layer, head, token })),
    );
    return firstMade(places, (place) => askOf(sentence, place));
  },
};

function askOf(sentence: Sentence, place: Asked['place']): Asked | undefined {
  const { layer, head, token } = place;
  const at = `.${layer}[${head}][${token}]`;
  const [heaviest] = ranked(traceRow(sentence.trace, `attentions.${layer}`, head, token));
  const longest = ranked(traceRow(sentence.trace, `attention_norms.${layer}`, head, token));
  if (!hasLead(longest) || heaviest!.index === longest[0]!.index) return undefined;
  if (!longest.slice(0, 4).some(({ index }) => index === heaviest!.index)) return undefined;
  const weights = traceRow(sentence.trace, `attentions.${layer}`, head, token);
  const offered = longest.slice(0, optionCount);
  if (offered.length < optionCount || offered.some(({ index }) => weights[index]! < leastWeight)) return undefined;
  const options = offered.map(({ index, value }): Option => {
    const weight = { value: weights[index]!, tensor: `attentions${at}[${index}]` };
    const length = { value: value / weight.value, tensor: `attention_norms${at}[${index}] / ${weight.tensor}` };
    return {
      label: prose`${nameOf(sentence, index)}: weight ${weight}, value of length ${length}`,
      measured: [{ value, tensor: `attention_norms${at}[${index}]` }],
    };
  });
  return {
    chapter: 'lenses',
    place,
    prompt: prose`In layer ${layer + 1}, head ${head + 1}, ${nameOf(sentence, token)} gives most of its weight to ${nameOf(sentence, heaviest!.index)}. From which token does it receive the longest vector?`,
    from: prose`What arrives is the value times its weight. The value's length is that of what the head hands on of it, after its part of W_O.`,
    options,
    explanation: prose`The value of ${nameOf(sentence, heaviest!.index)} is shorter, so less arrives than its weight suggests; ${nameOf(sentence, longest[0]!.index)} contributes a vector of length ${options[0]!.measured[0]!}.`,
  };
}
