import type { Trace } from '../../model/trace.ts';
import { below, seededRandom } from '../random.ts';
import { isContentWord } from './own-notes/content-words.ts';
import { ownBlank, wholeWords } from './sentence.ts';

/** Number of candidates that are asked for at the blank. Word pieces and punctuation among them are left out. */
export const candidateCount = 20;

/**
 * Index of the sentence's own blank, else of the whole word that the seed hides, one with a meaning of its own where there
 * is one; undefined where the text has none.
 */
export function blankToken(trace: Trace, seed: number): number | undefined {
  const words = wholeWords(trace);
  const telling = words.filter((index) => isContentWord(trace.tokens[index]!.text));
  const offered = telling.length > 0 ? telling : words;
  return ownBlank(trace) ?? offered[below(offered.length, seededRandom(seed))];
}
