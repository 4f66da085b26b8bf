import { type Measured, prose } from '../../../figures/marks/prose/prose.ts';
import { traceRow } from '../../../model/trace.ts';
import { shuffled } from '../../random.ts';
import { type Mistake, numberOptions } from '../options.ts';
import type { Asked, QuestionKind } from '../question.ts';
import { firstMade, headsIn, nameOf, numberAt, type Sentence, wordTokens } from '../sentence.ts';
import { withinPoints } from '../tolerance.ts';

/** "How much of what leaves the attention block of layer 3 for *it* comes from other tokens?" */
export const shareOfOthers: QuestionKind = {
  name: 'share-of-others',
  concept: 'residual',
  card: 'residual-share',
  tensors: (layer) => [`attentions.${layer}`, `mixing.${layer}`],
  ask: (sentence, layer, random) =>
    firstMade(shuffled(wordTokens(sentence.trace), random), (token) => askOf(sentence, { layer, head: 0, token })),
};

function askOf(sentence: Sentence, place: Asked['place']): Asked | undefined {
  const { layer, token } = place;
  const share = `mixing.${layer}[${token}][0]`;
  const right: Measured = { value: numberAt(sentence, `mixing.${layer}`, token, 0), tensor: share, format: 'percent' };
  const toOthers = weightToOthers(sentence, layer, token);
  const count = sentence.trace.tokens.length;
  const mistakes: Mistake[] = [
    { number: toOthers, why: 'That is the share of the weight. It leaves out the vector that is added back.' },
    {
      number: { value: 1 - right.value, tensor: `1 - ${share}`, format: 'percent' },
      why: "That is the token's own share.",
    },
    {
      number: { value: (count - 1) / count, tensor: `1 - 1 / ${count}`, format: 'percent' },
      why: `That would be so if all ${count} tokens contributed alike.`,
    },
    { number: { value: 0.5, tensor: '1 / 2', format: 'percent' }, why: 'Nothing makes the two halves equal.' },
  ];
  const tolerance = withinPoints(right, 10);
  const options = numberOptions(right, mistakes, tolerance);
  if (!options) return undefined;
  const name = nameOf(sentence, token);
  return {
    chapter: 'residual',
    place,
    prompt: prose`How much of what leaves the attention block of layer ${layer + 1} for ${name} comes from the other tokens?`,
    from: prose`Others get ${toOthers} of the weight here. But the vector of ${name} itself is added to what attention brings, and it is long.`,
    options,
    estimate: { tolerance },
    explanation: prose`The vector of ${name} itself is added back before LayerNorm, so what comes from others is a smaller part than their weight.`,
  };
}

function weightToOthers(sentence: Sentence, layer: number, token: number): Measured {
  const heads = headsIn(sentence, `attentions.${layer}`);
  let kept = 0;
  for (let head = 0; head < heads; head++) {
    kept += traceRow(sentence.trace, `attentions.${layer}`, head, token)[token]!;
  }
  return {
    value: 1 - kept / heads,
    tensor: `1 - mean(attentions.${layer}[*][${token}][${token}])`,
    format: 'percent',
  };
}
