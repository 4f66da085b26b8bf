import { plainText } from '../../../figures/marks/prose/prose.ts';
import { figureLink } from '../../figure-link.ts';
import type { PlacedQuestion } from '../../study.ts';
import { markedProse } from './marked-prose.ts';
import type { RecallQuestion } from './recall.ts';

/** A question of the answer key without its options, to be answered in own words. */
export function keyQuestion({ question, options, explanation, concept, figure }: PlacedQuestion): RecallQuestion {
  const right = options.find((option) => 'right' in option)!;
  const others = options.filter((option) => option !== right).map(({ text }) => plainText(markedProse(text)));
  return {
    prompt: markedProse(question),
    truth: markedProse(right.text),
    explanation: markedProse(explanation),
    others,
    concept: concept.id,
    href: figureLink(concept, figure),
  };
}
