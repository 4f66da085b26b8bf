import { type Measured, prose } from '../../../figures/marks/prose/prose.ts';
import { rankedOptions } from '../options.ts';
import type { QuestionKind } from '../question.ts';
import { nameOf } from '../sentence.ts';
import { guessSaid } from '../whole-guess.ts';

/** The right token must cost the word at least this share of its probability. */
const leastCost = 0.5;
/** Without any other token the word is left with so many times as much. */
const leastLead = 2;

/** "The model puts *capital* in the blank. Which token may least hand nothing over?" Measured on the reader's sentence. */
export const neededToken: QuestionKind = {
  name: 'needed-token',
  concept: 'weighted-sum',
  card: 'weighted-sum-test',
  needs: 'tokens',
  tensors: () => ['hidden_states.0'],
  ask: (sentence) => {
    const { guess } = sentence;
    if (!guess?.tokens) return undefined;
    const { word } = guess;
    const costs = guess.tokens
      .map((one) => ({ ...one, value: 1 - one.probability / word.probability }))
      .sort((a, b) => b.value - a.value);
    const [most, next] = costs;
    if (!most || !next || most.value < leastCost || next.probability < leastLead * most.probability) return undefined;
    const left = (index: number): Measured => {
      const { probability, request } = costs.find((one) => one.index === index)!;
      return { value: probability, tensor: `softmax(logits)[0][${word.id}]`, request };
    };
    const options = rankedOptions(
      costs,
      (index) => nameOf(sentence, index),
      ({ index }) => left(index),
    );
    if (!options) return undefined;
    const needed = nameOf(sentence, costs[0]!.index);
    return {
      chapter: 'weighted-sum',
      place: { layer: 0, head: 0, token: costs[0]!.index },
      prompt: prose`${guessSaid(sentence, guess)} The values of one token become 0 in every layer, so that the others get nothing from it. From which token does ${word.token} lose most?`,
      from: prose`Put your finger over one word after the other: without which could you no longer tell what belongs in the blank?`,
      options,
      explanation: prose`Without what ${needed} hands over, ${word.token} is left with ${left(costs[0]!.index)}; the next one leaves it ${left(costs[1]!.index)}. The weights for ${needed} are still there, but they bring nothing.`,
    };
  },
};
