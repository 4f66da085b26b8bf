import type { Token } from '../../../shared/tokenizer/token.ts';
import { fetchFillMask } from '../../model/fetch-tasks.ts';
import type { Question } from '../answer.svelte.ts';
import { changesModel } from '../changes/changed-pass.ts';
import type { Changes } from '../place.ts';
import { bestBody, inRequests, targetsBody, withHeadsIn } from './words-request.ts';

/** One word predicted at a position. */
export interface Candidate {
  readonly token: string;
  /** Row of the vocabulary. */
  readonly id: number;
  /** Over the whole vocabulary, 0..1, with the changes. */
  readonly probability: number;
  /** The same with the model as it is. Undefined where no head or weight is changed. */
  readonly before: number | undefined;
}

export interface Prediction {
  readonly index: number;
  /** The word of the text at this position. */
  readonly own: string;
  readonly candidates: readonly Candidate[];
}

export interface TokenizedSentence {
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

/** Asks for the words at each position with the changes and, where heads or weights are changed, for the same words without. */
export function predictionsQuestion(
  { text, pair, tokens }: TokenizedSentence,
  token: number,
  changes: Changes,
): Question<Prediction[]> {
  const asked = { text, pair, positions: predictedPositions(tokens, changes.masked, token) };
  return {
    key: JSON.stringify([asked, changes]),
    ask: async (signal) => {
      const { masks } = await fetchFillMask(bestBody(asked, changes), signal);
      if (!changesModel(changes)) return merged(tokens, masks, []);
      const parts = inRequests(wordsOf(masks)).map((words) => targetsBody(asked, withHeadsIn(changes), words));
      const before = await Promise.all(parts.map((body) => fetchFillMask(body, signal)));
      return merged(
        tokens,
        masks,
        before.flatMap((answer) => answer.masks),
      );
    },
  };
}

interface Mask {
  readonly index: number;
  readonly candidates: readonly Pick<Candidate, 'token' | 'id' | 'probability'>[];
}

/** All candidates of all positions, each once. */
export function wordsOf(masks: readonly { readonly candidates: readonly Pick<Candidate, 'token'>[] }[]): string[] {
  return [...new Set(masks.flatMap(({ candidates }) => candidates.map(({ token }) => token)))];
}

/** The best words at each position, each with its probability before the changes where it is known. */
export function merged(tokens: readonly Token[], after: readonly Mask[], before: readonly Mask[]): Prediction[] {
  const earlier = new Map(
    before.flatMap(({ index, candidates }) => candidates.map(({ id, probability }) => [`${index}.${id}`, probability])),
  );
  return after.map(({ index, candidates }) => ({
    index,
    own: tokens[index]!.text,
    candidates: candidates.map(({ token, id, probability }) => ({
      token,
      id,
      probability,
      before: earlier.get(`${index}.${id}`),
    })),
  }));
}
