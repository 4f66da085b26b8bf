import { prose } from '../../../figures/marks/prose/prose.ts';
import { shuffled } from '../../random.ts';
import { type Mistake, numberOptions } from '../options.ts';
import type { Asked, QuestionKind } from '../question.ts';
import { firstMade, nameOf, type Sentence, wordTokens } from '../sentence.ts';
import { withinCount } from '../tolerance.ts';

/** "Which row of the position table is added to *mat*?" */
export const positionRow: QuestionKind = {
  name: 'position-row',
  concept: 'positions',
  tensors: () => ['hidden_states.0'],
  ask: (sentence, layer, random) =>
    firstMade(shuffled(wordTokens(sentence.trace), random), (token) => askOf(sentence, { layer, head: 0, token })),
};

function askOf(sentence: Sentence, place: Asked['place']): Asked | undefined {
  const { token } = place;
  const { tokens } = sentence.trace;
  const { start, id, type, text } = tokens[token]!;
  const whole = (value: number, tensor = String(value)) => ({ value, tensor, format: 'whole' }) as const;
  const mistakes: Mistake[] = [
    { number: whole(token - 1), why: '[CLS] comes first and takes row 0.' },
    { number: whole(start, `tokens.start[${token}]`), why: 'That is the first character. Positions count tokens.' },
    { number: whole(type, `${type}`), why: 'That is its segment, which has a table of its own.' },
    { number: whole(token + 1), why: 'Rows are counted from 0.' },
    { number: whole(id, `input_ids[${token}]`), why: `That is the row of ${text} in the table of tokens.` },
  ];
  const tolerance = withinCount(whole(token), 0);
  const options = numberOptions(whole(token), mistakes, tolerance);
  if (!options) return undefined;
  const name = nameOf(sentence, token);
  return {
    chapter: 'positions',
    place,
    prompt: prose`BERT has a table of 512 position vectors, rows 0 to 511. Which row is added to ${name}?`,
    from: prose`The order of the tokens alone: count those that stand before it, also the one that nobody typed.`,
    options,
    estimate: { tolerance },
    explanation: prose`${token} tokens stand before it, [CLS] among them. The row is the same for every token that stands there, in any sentence.`,
  };
}
