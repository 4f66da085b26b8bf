import { prose } from '../../../figures/marks/prose/prose.ts';
import { shuffled } from '../../random.ts';
import { rankedOptions } from '../options.ts';
import type { Asked, QuestionKind } from '../question.ts';
import { firstMade, hasLead, headsIn, nameOf, numberAt, ranked, type Sentence, wordTokens } from '../sentence.ts';

/** A smaller weight is not worth a question. */
const worthAsking = 0.1;

/** "Which head of layer 9 gives most to *cat* from *it*?" */
export const strongerHead: QuestionKind = {
  name: 'stronger-head',
  concept: 'heads',
  card: 'heads-differ',
  tensors: (layer) => [`attentions.${layer}`],
  ask: (sentence, layer, random) => {
    const words = wordTokens(sentence.trace);
    const pairs = words.flatMap((from) => words.filter((to) => to !== from).map((to) => [from, to] as const));
    return firstMade(shuffled(pairs, random), ([from, to]) => askOf(sentence, layer, from, to));
  },
};

function askOf(sentence: Sentence, layer: number, from: number, to: number): Asked | undefined {
  const name = `attentions.${layer}`;
  const weights = Array.from({ length: headsIn(sentence, name) }, (_, head) =>
    numberAt(sentence, name, head, from, to),
  );
  const best = ranked(weights);
  if (!hasLead(best) || best[0]!.value < worthAsking) return undefined;
  const options = rankedOptions(
    best,
    (head) => `head ${head + 1}`,
    ({ index, value }) => ({ value, tensor: `${name}[${index}][${from}][${to}]` }),
  );
  if (!options) return undefined;
  return {
    chapter: 'heads',
    place: { layer, head: best[0]!.index, token: from },
    prompt: prose`Which head of layer ${layer + 1} gives most to ${nameOf(sentence, to)} from ${nameOf(sentence, from)}?`,
    options,
    explanation: prose`Twelve heads read the same pair with twelve pairs of matrices. Head ${best[0]!.index + 1} gives ${options[0]!.measured[0]!}, the next best ${options[1]!.measured[0]!}.`,
  };
}
