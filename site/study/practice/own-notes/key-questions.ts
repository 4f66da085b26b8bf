import { plainText } from '../../../figures/marks/prose/prose.ts';
import { conceptFigureLink } from '../../figure-link.ts';
import type { PlacedQuestion } from '../../study.ts';
import { markedProse } from './marked-prose.ts';
import type { RecallQuestion } from './recall.ts';

/** A question of the answer key, to be answered in own words. */
export interface KeyQuestion extends RecallQuestion {
  readonly id: string;
  /** Id of the card that comes back when the question is missed; absent where none asks the same. */
  readonly card?: string;
}

/** A question of the answer key without its options. */
export function keyQuestion(asked: PlacedQuestion): KeyQuestion {
  const { id, card, question, options, explanation, concept, figure } = asked;
  const right = options.find((option) => 'right' in option)!;
  const others = options.filter((option) => option !== right).map(({ text }) => plainText(markedProse(text)));
  return {
    id,
    ...(card && { card }),
    prompt: markedProse(question),
    truth: markedProse(right.text),
    explanation: markedProse(explanation),
    others,
    concept: concept.id,
    href: conceptFigureLink(concept, figure),
  };
}
