import { type Measured, plainWords, prose } from '../../../figures/marks/prose/prose.ts';
import { below, shuffled } from '../../random.ts';
import type { Asked, Option, QuestionKind } from '../question.ts';
import { firstMade, headsIn, nameOf, numberAt, type Sentence, wordTokens } from '../sentence.ts';

const worthAsking = 0.1;
/** The way back must differ from each of the wrong answers by this much. */
const leastGap = 0.05;

/** "*it* gives *cat* 0.84. What does that say of how much *cat* gives back?" */
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
  const back = weight(to, from);
  const rest: Measured = { value: 1 - given.value, tensor: `1 - ${given.tensor}` };
  const count = sentence.trace.tokens.length;
  const share: Measured = { value: 1 / count, tensor: `1 / ${count}` };
  const isApart = [given, rest, share].every(({ value }) => Math.abs(value - back.value) >= leastGap);
  if (given.value < worthAsking || !isApart) return undefined;
  const [giver, taker] = [nameOf(sentence, from), nameOf(sentence, to)];
  const wrong = (label: Option['label'], number: Measured, why: string): Option => ({ label, measured: [number], why });
  return {
    chapter: 'weighted-sum',
    place,
    prompt: prose`In layer ${layer + 1}, head ${head + 1}, ${giver} gives ${given} of its weight to ${taker}. What does that say of the weight that ${taker} gives to ${giver}?`,
    from: prose`Which row does each of the two weights stand in, whose query and whose key made it, and what do rows sum to?`,
    options: [
      { label: plainWords('Nothing: it is in another row and may be any share of that.'), measured: [back] },
      wrong(
        plainWords('It is the same.'),
        given,
        'That would make attention symmetric. Queries and keys come from different matrices.',
      ),
      wrong(
        plainWords('It is what is left, up to 1.'),
        rest,
        'That is what is left of the same row. The way back is in another row, with its own sum of 1.',
      ),
      wrong(
        prose`It is an equal share of the ${count} tokens.`,
        share,
        'So it would be in a head that does not choose. This one does.',
      ),
    ],
    explanation: prose`${taker} gives ${back}. Each token spends its own 1, so the two numbers need not be related.`,
  };
}
