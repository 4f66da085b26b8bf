import { seededRandom, shuffled } from '../../random.ts';
import { type NoteSentence, noteSentences } from './note-sentences.ts';

/** How many questions of each sort a round of notes has at most. */
export const clozeCount = 6;
export const recallCount = 2;

const fewestWords = 5;

export interface NotesPlan {
  /** Sentences to hide words in, and spare ones for those that cannot be asked about. */
  readonly sentences: readonly NoteSentence[];
  /** How many sentences of the notes are long enough. */
  readonly askable: number;
}

/** Which sentences a round asks about: those of at least five words, in an order that the seed decides. */
export function planNotes(notes: string, seed: number): NotesPlan {
  const askable = noteSentences(notes).filter(({ text }) => countWords(text) >= fewestWords);
  const distinct = [...new Map(askable.map((sentence) => [sentence.text, sentence])).values()];
  return { sentences: shuffled(distinct, seededRandom(seed)), askable: distinct.length };
}

function countWords(text: string): number {
  return text.split(' ').filter((word) => /\p{L}/u.test(word)).length;
}
