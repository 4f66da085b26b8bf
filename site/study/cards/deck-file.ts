import type { Deck } from './deck.ts';

/** The deck as a JSON file with everything that is stored, schedules and reviews included. `readStudyFile` reads it. */
export function writeDeckFile(deck: Deck): string {
  return `${JSON.stringify(deck, undefined, 2)}\n`;
}
