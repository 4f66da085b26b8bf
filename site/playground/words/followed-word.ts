import type { Token } from '../../../shared/tokenizer/token.ts';
import { ModelRefused } from '../../model/ask-model.ts';
import { fetchFillMask, fetchTokens } from '../../model/fetch-tasks.ts';
import type { Question } from '../answer.svelte.ts';
import { changesModel } from '../changes/changed-pass.ts';
import type { Changes } from '../place.ts';
import { type Candidate, predictedPositions, type TokenizedSentence } from './predictions.ts';
import { targetsBody, withHeadsIn } from './words-request.ts';

/** What the vocabulary has in place of a word that it does not know. */
const unknown = '[UNK]';

/** The probability of one word at a position. */
export interface Followed extends Candidate {
  /** Index of the token in whose place it is read. */
  readonly index: number;
}

/**
 * Asks for the probability of a word of the reader's own at each position, with the changes and, where heads or
 * weights are changed, without.
 * @returns a question that refuses, in words for the reader, a word that is not one entry of the vocabulary
 */
export function followedQuestion(
  { text, pair, tokens }: TokenizedSentence,
  token: number,
  changes: Changes,
  word: string,
): Question<Followed[]> {
  const asked = { text, pair, positions: predictedPositions(tokens, changes.masked, token) };
  const ask = async (entry: string, some: Changes, signal: AbortSignal) => {
    const { masks } = await fetchFillMask(targetsBody(asked, some, [entry]), signal);
    return masks.map(({ index, candidates }) => ({ index, ...candidates[0]! }));
  };
  return {
    key: JSON.stringify([asked, changes, word]),
    ask: async (signal) => {
      try {
        const entry = await entryOf(word, signal);
        const after = await ask(entry, changes, signal);
        const before = changesModel(changes) ? await ask(entry, withHeadsIn(changes), signal) : [];
        return after.map((one, place) => ({ ...one, before: before[place]?.probability }));
      } catch (error) {
        if (!(error instanceof ModelRefused) || error.code !== 'unknown_target') throw error;
        throw new ModelRefused(notOneEntry(word, []));
      }
    },
  };
}

/** The one entry of the vocabulary that a word is read as; a piece stands for itself. @throws ModelRefused where it is none, or several */
export async function entryOf(word: string, signal: AbortSignal): Promise<string> {
  if (word.startsWith('##')) return word;
  const tokens = (await fetchTokens({ text: word }, signal)).tokens.filter(({ special }) => !special);
  const [first] = tokens;
  if (tokens.length === 1 && first!.text !== unknown) return first!.text;
  throw new ModelRefused(notOneEntry(word, tokens));
}

/** Why a word cannot be followed, and what can be. */
export function notOneEntry(word: string, tokens: readonly Pick<Token, 'text'>[]): string {
  const pieces = tokens.map(({ text }) => text);
  if (pieces.length < 2 || pieces.includes(unknown)) {
    return `“${word}” is not in BERT’s vocabulary of 30,522 entries, so the model can never predict it.`;
  }
  return `“${word}” is ${pieces.length} entries of BERT’s vocabulary: ${pieces.join(' ')}. A blank holds one: follow one of them, or another word.`;
}
