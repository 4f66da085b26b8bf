import { type Measured, prose } from '../../../figures/marks/prose/prose.ts';
import { traceRow } from '../../../model/trace.ts';
import { below, shuffled } from '../../random.ts';
import { type Mistake, numberOptions } from '../options.ts';
import type { Asked, QuestionKind } from '../question.ts';
import { firstMade, headsIn, nameOf, ranked, type Sentence, wordTokens } from '../sentence.ts';
import { withinShare } from '../tolerance.ts';

/** The difference of scores lies between these, so that the ratio can be estimated in the head. */
const least = 0.7;
const most = 5;

/** "The score for *cat* is 1.52 above that for *mat*. How many times as much weight does *cat* get?" */
export const weightRatio: QuestionKind = {
  name: 'weight-ratio',
  concept: 'softmax',
  card: 'softmax-one-more',
  tensors: (layer) => [`attention_scores.${layer}`, `attentions.${layer}`, `query.${layer}`],
  ask: (sentence, layer, random) => {
    const head = below(headsIn(sentence, `attentions.${layer}`), random);
    const words = shuffled(wordTokens(sentence.trace), random);
    return firstMade(words, (token) => askOf(sentence, { layer, head, token }));
  },
};

function askOf(sentence: Sentence, place: Asked['place']): Asked | undefined {
  const { layer, head, token } = place;
  const scores = ranked(traceRow(sentence.trace, `attention_scores.${layer}`, head, token));
  const second = scores.find(({ value }) => scores[0]!.value - value > least);
  if (!second || scores[0]!.value - second.value > most) return undefined;
  const first = scores[0]!;
  const root = Math.sqrt(sentence.trace.tensors[`query.${layer}`]!.shape[2]!);
  const name = (tensor: string, key: number) => `${tensor}.${layer}[${head}][${token}][${key}]`;
  const difference = `${name('attention_scores', first.index)} - ${name('attention_scores', second.index)}`;
  const above: Measured = { value: first.value - second.value, tensor: difference };
  const weights = traceRow(sentence.trace, `attentions.${layer}`, head, token);
  const right: Measured = {
    value: weights[first.index]! / weights[second.index]!,
    tensor: `${name('attentions', first.index)} / ${name('attentions', second.index)}`,
  };
  const tolerance = withinShare(right, 'a fifth');
  const options = numberOptions(right, mistakes(above, root), tolerance);
  if (!options) return undefined;
  const e: Measured = { value: Math.E, tensor: 'exp(1)' };
  const [winner, other] = [nameOf(sentence, first.index), nameOf(sentence, second.index)];
  return {
    chapter: 'softmax',
    place,
    prompt: prose`Layer ${layer + 1}, head ${head + 1}, row of ${nameOf(sentence, token)}: the score for ${winner} is ${above} above the score for ${other}. How many times as much weight does ${winner} get?`,
    from: prose`One more in the score is ${e} times the weight, two more that times itself, and half of one its square root.`,
    options,
    estimate: { tolerance, unit: 'times as much' },
    explanation: prose`Softmax turns a difference of scores into a ratio of weights: exp(${above}) = ${right}. The rest of the row does not matter for it.`,
  };
}

function mistakes(above: Measured, root: number): Mistake[] {
  const difference = `(${above.tensor})`;
  return [
    { number: above, why: 'That is the difference itself. Softmax takes its exponential.' },
    {
      number: { value: Math.exp(above.value * root), tensor: `exp(${root} * ${difference})` },
      why: `That would be so without the division by ${root}.`,
    },
    {
      number: { value: Math.exp(above.value / root), tensor: `exp(${difference} / ${root})` },
      why: `That divides by ${root} a second time. Scores are divided already.`,
    },
    {
      number: { value: above.value ** 2, tensor: `${difference} * ${difference}` },
      why: 'That squares the difference. An exponential grows faster than any power.',
    },
  ];
}
