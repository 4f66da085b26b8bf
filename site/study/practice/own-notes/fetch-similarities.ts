import { fetchSentenceVectors } from '../../../model/fetch-tasks.ts';
import { type Similarities, similarities } from './similarity.ts';

/**
 * How alike an answer is to the true one and to others.
 * @throws ModelRefused with the API's own words; ModelDown when there is no usable answer
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
