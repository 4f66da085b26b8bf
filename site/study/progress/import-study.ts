import { addDeck, loadDeck } from '../cards/deck-store.ts';
import { mergeNotes } from '../practice/own-notes/kept/kept-notes.ts';
import { changeNotes, loadNotes } from '../practice/own-notes/kept/notes-store.ts';
import { arrivedText } from './arrived.ts';
import { addProgress, loadProgress } from './progress-store.ts';
import type { Study } from './study-file.ts';

/**
 * Merges what a file holds into what this browser stores.
 * @returns what has arrived, for the reader
 * @throws StoreTrouble where this browser stores nothing
 */
export async function importStudy(read: Study): Promise<string> {
  const before = { deck: await loadDeck(), progress: await loadProgress(), notes: await loadNotes() };
  const after = {
    deck: await addDeck(read.deck),
    progress: await addProgress(read.progress),
    notes: await changeNotes((notes) => mergeNotes(notes, read.notes)),
  };
  return arrivedText(before, after);
}
