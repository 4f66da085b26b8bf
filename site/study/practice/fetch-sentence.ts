import { fetchFillMask } from '../../model/fetch-tasks.ts';
import { fetchWhatFits } from '../../model/fetch-what-fits.ts';
import type { Sentence as Texts } from '../../model/reader-place.ts';
import { seededRandom } from '../random.ts';
import { blankToken, candidateCount } from './blank-token.ts';
import { apiModel } from './changes/api-model.ts';
import { measureGuess } from './changes/changed-guess.ts';
import type { KnownHead } from './known-heads.ts';
import { roundNeeds, roundTensors, type Turn } from './round.ts';
import { type Blank, ownBlank, type Sentence } from './sentence.ts';

/** What a round is about: a text, the planned questions, and what the page knows of heads. */
export interface RoundWanted extends Texts {
  readonly plan: readonly Turn[];
  readonly seed: number;
  readonly heads: readonly KnownHead[];
}

/**
 * Fetches everything that a round needs of a text: one trace, the candidates of one blank, and what becomes of the best
 * one under the changes that are asked about.
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer
 */
export async function fetchSentence(wanted: RoundWanted, signal: AbortSignal): Promise<Sentence> {
  const { text, pair, plan, seed, heads } = wanted;
  const trace = await fetchWhatFits(wanted, roundTensors(plan), signal);
  const token = blankToken(trace, seed);
  const blank = token === undefined ? undefined : await fetchBlank(wanted, token, token === ownBlank(trace), signal);
  const sentence = { text, pair, trace, blank, heads };
  const guess = await measureGuess(apiModel(signal), sentence, roundNeeds(plan), seededRandom(seed));
  return { ...sentence, guess };
}

async function fetchBlank(
  { text, pair }: Texts,
  token: number,
  isOwn: boolean,
  signal: AbortSignal,
): Promise<Blank | undefined> {
  const masked = isOwn ? {} : { mask_tokens: [token] };
  const body = { text, ...(pair && { text_pair: pair }), ...masked, top_k: candidateCount };
  const { masks } = await fetchFillMask(body, signal);
  const mask = masks.find(({ index }) => index === token);
  return mask && { token, candidates: mask.candidates };
}
