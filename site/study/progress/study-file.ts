import { type Deck, emptyDeck } from '../cards/deck.ts';
import { readDeck } from '../cards/read-deck.ts';
import { type KeptNotes, noNotes, readKeptNotes } from '../practice/own-notes/kept/kept-notes.ts';
import type { Rejected } from '../stored/stored-value.ts';
import { noProgress, type Progress } from './progress.ts';
import { readProgress } from './read-progress.ts';

/** Everything that this browser stores for the reader. */
export interface Study {
  readonly deck: Deck;
  readonly progress: Progress;
  readonly notes: KeptNotes;
}

/** The same as a JSON file. */
export function writeStudyFile(study: Study): string {
  return `${JSON.stringify(study, undefined, 2)}\n`;
}

/**
 * Reads a file of everything, or of the cards alone.
 * @throws Error saying what was found where the file is neither
 * @throws StoredByLaterVersion
 */
export function readStudyFile(text: string): Study & { readonly rejected: readonly Rejected[] } {
  const stored = parseJson(text);
  if (typeof stored !== 'object' || stored === null) throw new Error(notOurs('JSON of another kind'));
  if ('cards' in stored) {
    const { value, rejected } = readDeck(stored);
    return { deck: value, progress: noProgress, notes: noNotes, rejected };
  }
  if (!('deck' in stored) && !('progress' in stored)) throw new Error(notOurs('JSON of another kind'));
  const deck = 'deck' in stored ? readDeck(stored.deck) : { value: emptyDeck, rejected: [] };
  const progress = 'progress' in stored ? readProgress(stored.progress) : { value: noProgress, rejected: [] };
  // Files of version 1.7 and before have no notes.
  const notes = readKeptNotes('notes' in stored ? stored.notes : undefined);
  const rejected = [deck, progress, notes].flatMap((read) => read.rejected);
  return { deck: deck.value, progress: progress.value, notes: notes.value, rejected };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(notOurs('text that is no JSON'), { cause });
  }
}

function notOurs(found: string): string {
  return `The file: expected cards or progress exported from this site as JSON, found ${found}. Nothing was changed.`;
}
