import type { ReaderPlace } from '../../model/reader-place.ts';
import { fetchFillMask } from '../../model/tasks-client.ts';
import type { Trace } from '../../model/trace.ts';
import { fetchWhatFits } from '../../model/trace-client.ts';
import { below, seededRandom } from '../random.ts';
import { type Blank, type Sentence, wholeWords } from './sentence.ts';

type Texts = Pick<ReaderPlace, 'text' | 'pair'>;

/** How many words the model is asked for behind a blank; pieces and marks among them are left out. */
export const candidateCount = 20;

/**
 * A text with all that a round looks at: one trace, and one blank filled.
 * @throws ModelRefused with the API's own words; ModelDown when there is no usable answer
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

/** Which whole word is hidden: the seed decides; undefined where there is none. */
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
