import { type Measured, prose } from '../../../figures/marks/prose/prose.ts';
import { below, shuffled } from '../../random.ts';
import { type Mistake, numberOptions } from '../options.ts';
import type { Asked, QuestionKind } from '../question.ts';
import { firstMade, headsIn, nameOf, numberAt, type Sentence, wordTokens } from '../sentence.ts';

const worthAsking = 0.1;

/** "*it* gives *cat* 0.84. How much does *cat* give back?" */
export const weightBack: QuestionKind = {
  name: 'weight-back',
  concept: 'weighted-sum',
  card: 'scores-directed',
  tensors: (layer) => [`attentions.${layer}`],
  ask: (sentence, layer, random) => {
    const head = below(headsIn(sentence, `attentions.${layer}`), random);
    const words = wordTokens(sentence.trace);
    const pairs = words.flatMap((from) => words.filter((to) => to !== from).map((to) => [from, to] as const));
    return firstMade(shuffled(pairs, random), ([from, to]) => askOf(sentence, { layer, head, token: to }, from));
  },
};

function askOf(sentence: Sentence, place: Asked['place'], from: number): Asked | undefined {
  const { layer, head, token: to } = place;
  const weight = (query: number, key: number): Measured => ({
    value: numberAt(sentence, `attentions.${layer}`, head, query, key),
    tensor: `attentions.${layer}[${head}][${query}][${key}]`,
  });
  const given = weight(from, to);
  if (given.value < worthAsking) return undefined;
  const count = sentence.trace.tokens.length;
  const mistakes: Mistake[] = [
    { number: given, why: 'That would make attention symmetric. Queries and keys come from different matrices.' },
    {
      number: { value: 1 - given.value, tensor: `1 - ${given.tensor}` },
      why: 'That is what is left of the same row. The way back is in another row, with its own sum of 1.',
    },
    {
      number: { value: 1 / count, tensor: `1 / ${count}` },
      why: `That is an equal share of ${count} tokens: a head that does not choose.`,
    },
  ];
  const options = numberOptions(weight(to, from), mistakes);
  if (!options) return undefined;
  const [giver, taker] = [nameOf(sentence, from), nameOf(sentence, to)];
  return {
    chapter: 'weighted-sum',
    place,
    prompt: prose`In layer ${layer + 1}, head ${head + 1}, ${giver} gives ${given} of its weight to ${taker}. How much does ${taker} give to ${giver}?`,
    options,
    explanation: prose`${taker} gives ${options[0]!.measured[0]!}. Each token spends its own 1, so the two numbers need not be related.`,
  };
}
