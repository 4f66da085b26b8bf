import { plainText } from '../../figures/marks/prose/prose.ts';
import { longestSide, type OwnContent } from '../cards/deck.ts';
import type { ChoiceQuestion } from './question.ts';

/** A card whose link would be longer is kept without a link. */
const longestLink = 4000;

/** A question as a card of the reader's own. The options are left out, so that the reader must recall the answer. */
export function choiceCard(
  { prompt, options, answer, explanation }: ChoiceQuestion,
  about: string,
  { href, ...origin }: Pick<OwnContent, 'source' | 'concept' | 'href'>,
): OwnContent {
  const front = about ? `${plainText(prompt)}\n\n${about}` : plainText(prompt);
  const back = `${plainText(options[answer]!.label)}\n\n${plainText(explanation)}`;
  return {
    front: front.slice(0, longestSide),
    back: back.slice(0, longestSide),
    ...origin,
    ...(href && href.length <= longestLink && { href }),
  };
}
