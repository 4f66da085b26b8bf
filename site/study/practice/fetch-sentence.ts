import { fetchFillMask } from '../../model/fetch-tasks.ts';
import { fetchWhatFits } from '../../model/fetch-what-fits.ts';
import type { Sentence as Texts } from '../../model/reader-place.ts';
import type { Trace } from '../../model/trace.ts';
import { below, seededRandom } from '../random.ts';
import { type Blank, type Sentence, wholeWords } from './sentence.ts';

/** Number of candidates that are asked for at the blank. Word pieces and punctuation among them are left out. */
export const candidateCount = 20;

/**
 * Fetches everything that a round needs of a text: one trace, and the candidates of one blank.
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer
 */
export async function fetchSentence(
  texts: Texts,
  names: readonly string[],
  seed: number,
  signal: AbortSignal,
): Promise<Sentence> {
  const trace = await fetchWhatFits(texts, names, signal);
  const token = blankToken(trace, seed);
  const blank = token === undefined ? undefined : await fetchBlank(texts, token, signal);
  return { text: texts.text, pair: texts.pair, trace, blank };
}

/** Index of the whole word that the seed hides; undefined where the text has none. */
export function blankToken(trace: Trace, seed: number): number | undefined {
  const words = wholeWords(trace);
  return words[below(words.length, seededRandom(seed))];
}

async function fetchBlank({ text, pair }: Texts, token: number, signal: AbortSignal): Promise<Blank | undefined> {
  const body = { text, ...(pair && { text_pair: pair }), mask_tokens: [token], top_k: candidateCount };
  const { masks } = await fetchFillMask(body, signal);
  const mask = masks.find(({ index }) => index === token);
  return mask && { token, candidates: mask.candidates };
}
