import { seededRandom, shuffled } from '../../random.ts';
import { type NoteSentence, noteSentences } from './note-sentences.ts';

/** The most questions with a hidden word in one round. */
export const clozeCount = 6;
export const recallCount = 2;

const fewestWords = 5;

export interface NotesPlan {
  /** The sentences to ask about, with spare ones for those that give no question. */
  readonly sentences: readonly NoteSentence[];
  /** How many sentences of the notes are long enough for a question. */
  readonly askable: number;
}

/** The sentences that a round asks about: those of at least five words, in an order that the seed decides. */
export function planNotes(notes: string, seed: number): NotesPlan {
  const askable = noteSentences(notes).filter(({ text }) => countWords(text) >= fewestWords);
  const distinct = [...new Map(askable.map((sentence) => [sentence.text, sentence])).values()];
  return { sentences: shuffled(distinct, seededRandom(seed)), askable: distinct.length };
}

function countWords(text: string): number {
  return text.split(' ').filter((word) => /\p{L}/u.test(word)).length;
}
