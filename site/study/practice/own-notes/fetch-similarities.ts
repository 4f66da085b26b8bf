import { fetchSentenceVectors } from '../../../model/fetch-tasks.ts';
import { type Similarities, similarities } from './similarity.ts';

/**
 * How similar an answer is to the true answer and to other answers.
 * @throws ModelRefused in words for the reader; ModelDown when there is no usable answer
 */
export async function fetchSimilarities(
  answer: string,
  truth: string,
  others: readonly string[],
  signal: AbortSignal,
): Promise<Similarities> {
  const input = [answer, truth, ...others];
  return similarities(input, await fetchSentenceVectors(input, signal));
}
