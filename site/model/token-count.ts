import type { InferResponseType } from 'hono/client';
import { limits } from '../../shared/api/limits.ts';
import { json } from '../../shared/api/media-types.ts';
import type { Token } from '../../shared/tokenizer/token.ts';
import { counted } from '../ui/counted.ts';
import { api } from './api-client.ts';
import { askModel, ModelRefused, readAnswer, readJson } from './ask-model.ts';
import type { Sentence } from './reader-place.ts';

type Tokenized = InferResponseType<typeof api.v1.tokenize.$post, 200>;

const maxTokens = limits.tokensPerText;

/** A text of more tokens than the model reads: known before the model is asked. */
export class TextTooLong extends ModelRefused {
  override readonly name = 'TextTooLong';
  readonly sentence: Sentence;
  /** All of them, those included that are too many. */
  readonly tokens: readonly Token[];

  /** @param isBeginning whether there are more tokens than these */
  constructor(sentence: Sentence, tokens: readonly Token[], isBeginning = false) {
    const excess = `${isBeginning ? 'More than ' : ''}${counted(tokens.length - maxTokens, 'token')}`;
    super(
      `${excess} too long: the part in grey is not read. The model reads ${maxTokens} tokens at most.`,
      'context_length_exceeded',
    );
    this.sentence = sentence;
    this.tokens = tokens;
  }
}

/** Counts of texts that the page has met, newest last; rejected ones are forgotten. */
const known = new Map<string, Promise<number>>();
const keptCounts = 50;

const keyOf = ({ text, pair }: Sentence) => JSON.stringify([text, pair]);

/** Remembers what an answer has told. */
export function noteTokenCount(sentence: Sentence, count: number): void {
  known.delete(keyOf(sentence));
  known.set(keyOf(sentence), Promise.resolve(count));
  if (known.size > keptCounts) known.delete(known.keys().next().value!);
}

/**
 * As many tokens as a text can have at most, without asking: every piece of a word stands for at least one byte of its
 * UTF-8, also after accents are taken apart, and two or three are added.
 */
export function mostTokensOf({ text, pair }: Sentence): number {
  const bytes = (part: string) => new TextEncoder().encode(part).length;
  return bytes(text) + bytes(pair) + (pair ? 3 : 2);
}

/** Letters of an English word that are about one piece. */
const lettersPerPiece = 8;

/** About how many tokens a text has, without asking: exact for words that the vocabulary has whole. */
export function estimateTokens({ text, pair }: Sentence): number {
  const pieces = `${text} ${pair}`.match(/[a-z]+|[^\sa-z]/gi) ?? [];
  const count = pieces.reduce((sum, piece) => sum + Math.ceil(piece.length / lettersPerPiece), 0);
  return count + (pair ? 3 : 2);
}

/**
 * How many tokens a text has, exactly where `suffices` says that the bound is not enough.
 * @throws TextTooLong where the model could not read them; what `askModel` throws
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

/** The beginning of a text that may have more tokens than one answer lists: it says enough. @throws TextTooLong */
async function expectShort({ text, pair }: Sentence): Promise<void> {
  const units = Math.floor(limits.tokensListed / 8);
  const beginning = { text: text.slice(0, units), pair: pair.slice(0, units) };
  const tokens = await fetchTokens(beginning);
  if (tokens.length > maxTokens) throw new TextTooLong({ text, pair }, tokens, true);
}

async function fetchTokens({ text, pair }: Sentence): Promise<readonly Token[]> {
  const body = { text, ...(pair && { text_pair: pair }) };
  // Shared by all figures of the page, so that no single one can call it off.
  const { signal } = new AbortController();
  const answer = await askModel((options) => api.v1.tokenize.$post({ json: body }, options), signal, {
    accept: json,
  });
  return readAnswer(answer, (bytes) => (readJson(bytes) as Tokenized).tokens);
}
