import { cosine } from '../../../../shared/analysis/cosine.ts';
import type { Measured } from '../../../figures/marks/prose/prose.ts';
import { prose } from '../../../figures/marks/prose/prose.ts';
import { layerCount } from '../../../model/reader-place.ts';
import { traceRow } from '../../../model/trace.ts';
import type { Option, QuestionKind } from '../question.ts';
import { nameOf, type Ranked, type Sentence, wordTokens } from '../sentence.ts';

/** Least difference between two cosines that a question asks the reader to tell apart. */
const leastGap = 0.01;

const askMost = prose`Which two tokens' vectors moved most between the input and the last layer?`;
const askLeast = prose`Which two tokens' vectors moved least between the input and the last layer?`;

/**
 * "Which two tokens' vectors moved most (or least) through the layers?" The wrong options are pairs with runners-up.
 */
export const mostMoved: QuestionKind = {
  name: 'most-moved',
  concept: 'layers',
  tensors: () => ['hidden_states.0', `hidden_states.${layerCount}`],
  ask: (sentence, _layer, random) => {
    const asksMost = random() < 0.5;
    const kept = keptDirections(sentence);
    const order = asksMost ? kept.reverse() : kept;
    const [first, second, third, fourth] = order;
    if (!first || !second || !third || !fourth) return undefined;
    if (Math.abs(second.value - third.value) < leastGap) return undefined;
    const pairs = [
      [first, second],
      [first, third],
      [second, third],
      [first, fourth],
    ] as const;
    return {
      chapter: 'residual',
      place: { layer: 0, head: 0, token: first.index },
      prompt: asksMost ? askMost : askLeast,
      options: pairs.map((pair) => pairOption(sentence, pair)),
      explanation: prose`Measured by the cosine of each vector with its own input: 1 is unmoved. ${nameOf(sentence, first.index)} ends at ${moved(first)}, ${nameOf(sentence, second.index)} at ${moved(second)}, the next one at ${moved(third)}.`,
    };
  },
};

/** cos(h_last, h_0) of every token that is a word or a piece of one, largest first. */
function keptDirections({ trace }: Sentence): Ranked[] {
  const vector = (layer: number, token: number) => traceRow(trace, `hidden_states.${layer}`, token);
  return wordTokens(trace)
    .map((index) => ({ index, value: cosine(vector(layerCount, index), vector(0, index)) }))
    .sort((a, b) => b.value - a.value);
}

function moved({ index, value }: Ranked): Measured {
  return { value, tensor: `cos(hidden_states.${layerCount}[${index}], hidden_states.0[${index}])` };
}

function pairOption(sentence: Sentence, pair: readonly [Ranked, Ranked]): Option {
  const [a, b] = [...pair].sort((one, other) => one.index - other.index) as [Ranked, Ranked];
  return {
    label: prose`${nameOf(sentence, a.index)} and ${nameOf(sentence, b.index)}`,
    measured: [moved(a), moved(b)],
  };
}
