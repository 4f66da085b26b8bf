import { type Measured, prose } from '../../../figures/marks/prose/prose.ts';
import { pairProducts } from '../../../figures/scores/pair-products.ts';
import { traceRow } from '../../../model/trace.ts';
import { below, shuffled } from '../../random.ts';
import { type Mistake, numberOptions } from '../options.ts';
import type { Asked, QuestionKind } from '../question.ts';
import { firstMade, headsIn, nameOf, numberAt, type Sentence, wordTokens } from '../sentence.ts';
import { withinShare } from '../tolerance.ts';

/** "64 products add up to 34.5. What is the score after the division?" */
export const scoreAfterDivision: QuestionKind = {
  name: 'score-after-division',
  concept: 'scores',
  card: 'scores-what',
  tensors: (layer) => ['query', 'key', 'attention_scores', 'attentions'].map((name) => `${name}.${layer}`),
  ask: (sentence, layer, random) => {
    const head = below(headsIn(sentence, `query.${layer}`), random);
    const words = wordTokens(sentence.trace);
    const pairs = words.flatMap((from) => words.filter((to) => to !== from).map((to) => [from, to] as const));
    return firstMade(shuffled(pairs, random), ([from, to]) => askOf(sentence, { layer, head, token: from }, to));
  },
};

function askOf(sentence: Sentence, place: Asked['place'], to: number): Asked | undefined {
  const { layer, head, token: from } = place;
  const vector = (name: string, token: number) => [...traceRow(sentence.trace, `${name}.${layer}`, head, token)];
  const query = vector('query', from);
  const named = (name: string, query: number, key: number): Measured => ({
    value: numberAt(sentence, `${name}.${layer}`, head, query, key),
    tensor: `${name}.${layer}[${head}][${query}][${key}]`,
  });
  const product = `query.${layer}[${head}][${from}] . key.${layer}[${head}][${to}]`;
  const sum: Measured = { value: pairProducts(query, vector('key', to)).sum, tensor: product };
  const size = query.length;
  const root = Math.sqrt(size);
  const mistakes: Mistake[] = [
    { number: sum, why: 'That is the sum of the products as it stands, not yet divided.' },
    {
      number: named('attention_scores', to, from),
      why: `That is the score the other way round, when ${nameOf(sentence, to)} asks.`,
    },
    {
      number: { value: sum.value / size, tensor: `(${product}) / ${size}` },
      why: `That is divided by ${size}, the size of a head, and not by its square root.`,
    },
    { number: named('attentions', from, to), why: 'That is already the weight, after softmax.' },
  ];
  const right = named('attention_scores', from, to);
  const tolerance = withinShare(right, 'a twentieth');
  const options = numberOptions(right, mistakes, tolerance);
  if (!options) return undefined;
  return {
    chapter: 'scores',
    place,
    prompt: prose`Layer ${layer + 1}, head ${head + 1}: the ${size} products of the query of ${nameOf(sentence, from)} and the key of ${nameOf(sentence, to)} add up to ${sum}. What is the score after the division?`,
    from: prose`The size of a head is ${size}, and the sum is divided by its square root.`,
    options,
    estimate: { tolerance },
    explanation: prose`${sum} divided by ${root}, the square root of the head size ${size}, is ${options[0]!.measured[0]!}. Softmax receives this number.`,
  };
}
