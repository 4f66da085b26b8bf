import { activeUnits } from '../../../figures/feed-forward/unit-activity.ts';
import { type Measured, prose } from '../../../figures/marks/prose/prose.ts';
import { traceRow } from '../../../model/trace.ts';
import { shuffled } from '../../random.ts';
import { type Mistake, numberOptions } from '../options.ts';
import type { QuestionKind } from '../question.ts';
import { firstMade, nameOf, wordTokens } from '../sentence.ts';
import { withinShare } from '../tolerance.ts';

/** "How many of the 3,072 units of layer 5 answer *it* with more than 0?" */
export const activeUnitCount: QuestionKind = {
  name: 'active-units',
  concept: 'feed-forward',
  tensors: (layer) => [`intermediate.${layer}`, `attention_block.${layer}`],
  ask: (sentence, layer, random) =>
    firstMade(shuffled(wordTokens(sentence.trace), random), (token) => {
      const tensor = `intermediate.${layer}[${token}]`;
      const units = [...traceRow(sentence.trace, `intermediate.${layer}`, token)];
      const size = traceRow(sentence.trace, `attention_block.${layer}`, token).length;
      const count = (value: number, name: string): Measured => ({ value, tensor: name, format: 'whole' });
      const right = count(activeUnits(units), `sum(${tensor} > 0)`);
      const mistakes: Mistake[] = [
        { number: count(units.length, String(units.length)), why: 'That is all of them. GELU presses most towards 0.' },
        {
          number: count(units.length / 2, String(units.length / 2)),
          why: 'Half would answer if signs fell like coins. They do not.',
        },
        {
          number: count(units.length - right.value, `${units.length} - ${right.tensor}`),
          why: 'That is how many do not.',
        },
        { number: count(size, String(size)), why: 'That is the size of the vector that goes in and comes out.' },
        { number: count(1, '1'), why: 'Then one unit would speak for everything that a token is.' },
        { number: count(12, '12'), why: 'That is one for each head. Heads are the other half of the layer.' },
      ];
      const tolerance = withinShare(right, 'a half');
      const options = numberOptions(right, mistakes, tolerance);
      if (!options) return undefined;
      return {
        chapter: 'feed-forward',
        place: { layer, head: 0, token },
        prompt: prose`How many of the ${units.length} units in the feed-forward part of layer ${layer + 1} answer ${nameOf(sentence, token)} with more than 0?`,
        from: prose`Each unit measures one direction of the vector, and GELU presses what lies below 0 towards 0. Units that look for something else stay silent: are those the few or the many?`,
        options,
        estimate: { tolerance, unit: 'units' },
        explanation: prose`Each unit looks for something of its own, and for one token most find nothing.`,
      };
    }),
};
