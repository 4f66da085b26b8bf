import type { Token } from '../../../shared/tokenizer/token.ts';
import type { TokenizedSentence } from '../../figures/marks/scale/units.ts';
import { fetchFillMask } from '../../model/fetch-tasks.ts';
import type { Question } from '../answer.svelte.ts';
import { changesOnTheWire } from '../changes/head-mask.ts';
import { type Changes, noChanges } from '../place.ts';

/** One word that may stand at a place. */
export interface Candidate {
  readonly token: string;
  /** Row of the vocabulary. */
  readonly id: number;
  /** 0..1, over the whole vocabulary, with the changes. */
  readonly probability: number;
  /** The same with no head knocked out; undefined where none is, or where the word is not among the best there. */
  readonly before: number | undefined;
}

export interface Prediction {
  readonly index: number;
  /** What the text itself has there. */
  readonly own: string;
  readonly candidates: readonly Candidate[];
}

export interface Predictions {
  readonly predictions: readonly Prediction[];
  /** The JSON body of the request. */
  readonly body: object;
}

const topK = 8;
/** Beyond this, a word that was among the best before would be missed. */
const comparedTopK = 50;

/** Where a word is predicted: at every blank of the text and every token that was masked; without any, at the chosen token. */
export function predictedPositions(tokens: readonly Token[], masked: readonly number[], token: number): number[] {
  const blanks = tokens.flatMap(({ text }, index) => (text === '[MASK]' || masked.includes(index) ? [index] : []));
  return (blanks.length > 0 ? blanks : [token]).slice(0, 16);
}

/** The words of each place, with the changes and, where heads are knocked out, without. */
export function predictionsQuestion(
  sentence: TokenizedSentence,
  token: number,
  changes: Changes,
): Question<Predictions> {
  const positions = predictedPositions(sentence.tokens, changes.masked, token);
  return {
    key: JSON.stringify([sentence.text, sentence.pair, positions, changes]),
    ask: async (signal) => {
      const ask = (some: Changes, count: number) => {
        const { text, pair } = sentence;
        return { text, ...(pair && { text_pair: pair }), positions, top_k: count, ...changesOnTheWire(some) };
      };
      const body = ask(changes, topK);
      const after = await fetchFillMask(body, signal);
      const before =
        changes.off.length > 0
          ? await fetchFillMask(ask({ ...noChanges, masked: changes.masked }, comparedTopK), signal)
          : undefined;
      return { predictions: merged(sentence.tokens, after.masks, before?.masks), body };
    },
  };
}

interface Mask {
  readonly index: number;
  readonly candidates: readonly Pick<Candidate, 'token' | 'id' | 'probability'>[];
}

/** The best words after, and the best before that are no longer among them. */
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
