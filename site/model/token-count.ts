import type { InferResponseType } from 'hono/client';
import { limits } from '../../shared/api/limits.ts';
import { json } from '../../shared/api/media-types.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { counted } from '../ui/counted.ts';
import { keepLatest } from '../ui/keep-latest.ts';
import { api } from './api-client.ts';
import { askModel, ModelRefused, readAnswer, readJson } from './ask-model.ts';
import type { Sentence } from './reader-place.ts';

type Tokenized = InferResponseType<typeof api.v1.tokenize.$post, 200>;

const maxTokens = limits.tokensPerText;

/** The text has more tokens than the model reads; found before the model is asked. */
export class TextTooLong extends ModelRefused {
  override readonly name = 'TextTooLong';
  readonly sentence: Sentence;
  /** The tokens of the text, those beyond the limit included. */
  readonly tokens: readonly Token[];

  /** @param isBeginning whether the text has more tokens than these */
  constructor(sentence: Sentence, tokens: readonly Token[], isBeginning = false) {
    const excess = `${isBeginning ? 'More than ' : ''}${counted(tokens.length - maxTokens, 'token')}`;
    super(
      `${excess} too long: the part struck through is not read. The model reads ${maxTokens} tokens at most.`,
      'context_length_exceeded',
    );
    this.sentence = sentence;
    this.tokens = tokens;
  }
}

/** Token counts of texts that the page has met, newest last. A count that failed is forgotten. */
const known = new Map<string, Promise<number>>();
const keptCounts = 50;

const keyOf = ({ text, pair }: Sentence) => JSON.stringify([text, pair]);

/** Remembers a count that an answer has shown. */
export function noteTokenCount(sentence: Sentence, count: number): void {
  keepLatest(known, keyOf(sentence), Promise.resolve(count), keptCounts);
}

/**
 * An upper bound of a text's tokens, found without a request: every word piece stands for at least one byte of UTF-8,
 * also once accents are separated, and the model adds two or three tokens.
 */
export function mostTokensOf({ text, pair }: Sentence): number {
  const bytes = (part: string) => new TextEncoder().encode(part).length;
  return bytes(text) + bytes(pair) + (pair ? 3 : 2);
}

/** Letters of an English word that make about one piece. */
const lettersPerPiece = 8;

/**
 * An estimate of a text's tokens, found without a request. It is exact for texts whose words all stand in the
 * vocabulary.
 */
export function estimateTokens({ text, pair }: Sentence): number {
  const pieces = `${text} ${pair}`.match(/[a-z]+|[^\sa-z]/gi) ?? [];
  const count = pieces.reduce((sum, piece) => sum + Math.ceil(piece.length / lettersPerPiece), 0);
  return count + (pair ? 3 : 2);
}

/**
 * How many tokens a text has: the upper bound where `suffices` accepts it, otherwise the exact count.
 * @throws TextTooLong where the model cannot read them all, and what `askModel` throws
 */
export async function countTokens(
  sentence: Sentence,
  suffices: (most: number) => boolean = (most) => most <= maxTokens,
): Promise<number> {
  const most = mostTokensOf(sentence);
  const before = known.get(keyOf(sentence));
  if (before) return before;
  return most <= maxTokens && suffices(most) ? most : exactCount(sentence);
}

function exactCount(sentence: Sentence): Promise<number> {
  const counting = tokenize(sentence);
  known.set(keyOf(sentence), counting);
  counting.catch(() => known.delete(keyOf(sentence)));
  return counting;
}

async function tokenize(sentence: Sentence): Promise<number> {
  if (mostTokensOf(sentence) > limits.tokensListed) await expectShort(sentence);
  const tokens = await fetchTokens(sentence);
  if (tokens.length > maxTokens) throw new TextTooLong(sentence, tokens);
  return tokens.length;
}

/**
 * Tokenizes only the beginning of a text that may have more tokens than one answer lists. That is enough to know that
 * it is too long.
 * @throws TextTooLong
 */
async function expectShort({ text, pair }: Sentence): Promise<void> {
  const units = Math.floor(limits.tokensListed / 8);
  const beginning = { text: text.slice(0, units), pair: pair.slice(0, units) };
  const tokens = await fetchTokens(beginning);
  if (tokens.length > maxTokens) throw new TextTooLong({ text, pair }, tokens, true);
}

async function fetchTokens({ text, pair }: Sentence): Promise<readonly Token[]> {
  const body = { text, ...(pair && { text_pair: pair }) };
  // All figures of the page share this request, so no single one may abort it.
  const { signal } = new AbortController();
  const answer = await askModel((options) => api.v1.tokenize.$post({ json: body }, options), signal, {
    accept: json,
  });
  return readAnswer(answer, (bytes) => (readJson(bytes) as Tokenized).tokens);
}
