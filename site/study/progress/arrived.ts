import { counted } from '../../ui/counted.ts';
import { isOwn } from '../cards/deck.ts';
import type { Study } from './study-file.ts';

/**
 * What a file has brought, for the reader: `Imported: 2 chapters, 1 answer.` It names everything that is new or changed
 * after the import, and nothing else.
 */
export function arrivedText(before: Study, after: Study): string {
  const [mine, now] = [countable(before), countable(after)];
  const arrived = names.flatMap(([kind, one, many]) => {
    const count = countNew(mine[kind], now[kind]);
    return count > 0 ? [counted(count, one, many)] : [];
  });
  if (before.deck.retention !== after.deck.retention) arrived.push('how much to recall');
  return arrived.length > 0
    ? `Imported: ${arrived.join(', ')}.`
    : 'Nothing was imported: the file has nothing that is not here already.';
}

/** The lists of which something may arrive, in the order in which they are told: their items in the singular and plural. */
const names = [
  ['chapters', 'chapter', 'chapters'],
  ['answers', 'answer', 'answers'],
  ['practice', 'answer in practice', 'answers in practice'],
  ['siteNotes', 'note that you read', 'notes that you read'],
  ['ownCards', 'card of your own', 'cards of your own'],
  ['siteCards', 'card of the site', 'cards of the site'],
  ['reviews', 'review', 'reviews'],
  ['ownNotes', 'file of your notes', 'files of your notes'],
] as const;

type Countable = Readonly<Record<(typeof names)[number][0], readonly unknown[]>>;

function countable({ deck, progress, notes }: Study): Countable {
  return {
    chapters: progress.chapters,
    answers: progress.answers,
    practice: progress.practice,
    siteNotes: progress.notes,
    ownCards: deck.cards.filter(isOwn),
    siteCards: deck.cards.filter((card) => !isOwn(card)),
    reviews: deck.reviews,
    ownNotes: notes.notes,
  };
}

function countNew(before: readonly unknown[], after: readonly unknown[]): number {
  const known = new Set(before.map((item) => JSON.stringify(item)));
  return after.filter((item) => !known.has(JSON.stringify(item))).length;
}
