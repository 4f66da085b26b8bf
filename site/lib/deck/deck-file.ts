import type { ReadValue } from '../stored/stored-value.ts';
import type { Deck } from './deck.ts';
import { readDeck } from './read-deck.ts';

/** A deck as a JSON file: everything that is stored, schedules and reviews included. */
export function writeDeckFile(deck: Deck): string {
  return `${JSON.stringify(deck, undefined, 2)}\n`;
}

/**
 * Reads a file that `writeDeckFile` wrote, now or in an earlier version.
 * @throws Error saying what was found where the file is no deck at all
 * @throws StoredByLaterVersion
 */
export function readDeckFile(text: string): ReadValue<Deck> {
  const stored = parseJson(text);
  if (typeof stored !== 'object' || stored === null || !('cards' in stored)) {
    throw new Error(
      'The file: expected cards exported from this page as JSON, found JSON of another kind. Nothing was changed.',
    );
  }
  return readDeck(stored);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error('The file: expected cards exported as JSON, found text that is no JSON. Nothing was changed.', {
      cause,
    });
  }
}
