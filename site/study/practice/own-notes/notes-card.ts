import { plainText } from '../../../figures/marks/prose/prose.ts';
import { longestSide, type OwnContent } from '../../cards/deck.ts';
import { choiceCard } from '../own-card.ts';
import type { NotesItem } from './fetch-notes-round.ts';
import type { RecallQuestion } from './recall.ts';

/** A question about the reader's notes as a card of the reader's own. */
export function notesCard(item: NotesItem): OwnContent {
  if (item.kind === 'recall') {
    return recallCard({ ...item.question, truth: [{ kind: 'text', text: item.sentence }] }, 'notes');
  }
  const { question, sentence } = item;
  const explanation = [{ kind: 'text', text: sentence }] as const;
  return choiceCard({ ...question, explanation }, '', { source: 'notes' });
}

/** A question in own words as a card, with the true answer and its explanation on the back. */
export function recallCard(question: RecallQuestion, source: OwnContent['source']): OwnContent {
  const { prompt, truth, explanation, concept, href } = question;
  const back = [truth, explanation].map(plainText).filter(Boolean).join('\n\n');
  return {
    front: plainText(prompt).slice(0, longestSide),
    back: back.slice(0, longestSide),
    source,
    ...(concept && { concept }),
    ...(href && { href }),
  };
}
