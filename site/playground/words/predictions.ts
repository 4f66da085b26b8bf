import type { Token } from '../../../shared/tokenizer/token.ts';
import { fetchFillMask } from '../../model/fetch-tasks.ts';
import type { Question } from '../answer.svelte.ts';
import type { Changes } from '../place.ts';
import { wordsBodies } from './words-request.ts';

/** One word predicted at a position. */
export interface Candidate {
  readonly token: string;
  /** Row of the vocabulary. */
  readonly id: number;
  /** Over the whole vocabulary, 0..1, with the changes. */
  readonly probability: number;
  /** The same with no head knocked out. Undefined where none is, or where the word is not among the best without. */
  readonly before: number | undefined;
}

export interface Prediction {
  readonly index: number;
  /** The word of the text at this position. */
  readonly own: string;
  readonly candidates: readonly Candidate[];
}

interface Sentence {
  readonly text: string;
  readonly pair: string;
  readonly tokens: readonly Token[];
}

/**
 * Where words are predicted: at every blank of the text and every masked token; where there is none, at the chosen
 * token.
 */
export function predictedPositions(tokens: readonly Token[], masked: readonly number[], token: number): number[] {
  const blanks = tokens.flatMap(({ text }, index) => (text === '[MASK]' || masked.includes(index) ? [index] : []));
  return (blanks.length > 0 ? blanks : [token]).slice(0, 16);
}

/** Asks for the words at each position with the changes and, where heads are knocked out, also without. */
export function predictionsQuestion(
  { text, pair, tokens }: Sentence,
  token: number,
  changes: Changes,
): Question<Prediction[]> {
  const positions = predictedPositions(tokens, changes.masked, token);
  return {
    key: JSON.stringify([text, pair, positions, changes]),
    ask: async (signal) => {
      const [after, before] = wordsBodies({ text, pair, positions }, changes);
      const { masks } = await fetchFillMask(after, signal);
      return merged(tokens, masks, before && (await fetchFillMask(before, signal)).masks);
    },
  };
}

interface Mask {
  readonly index: number;
  readonly candidates: readonly Pick<Candidate, 'token' | 'id' | 'probability'>[];
}

/** The best words at each position, each with its probability before the changes where it is known. */
export function merged(
  tokens: readonly Token[],
  after: readonly Mask[],
  before: readonly Mask[] | undefined,
): Prediction[] {
  return after.map(({ index, candidates }, place) => {
    const earlier = new Map(before?.[place]?.candidates.map(({ token, probability }) => [token, probability]));
    return {
      index,
      own: tokens[index]!.text,
      candidates: candidates.map(({ token, id, probability }) => ({
        token,
        id,
        probability,
        before: earlier.get(token),
      })),
    };
  });
}
