import type { Bert } from '../../model/bert.ts';
import type { TruncatedTokens } from '../../tokenizer/bert-tokenizer.ts';
import type { Token } from '../../tokenizer/token.ts';
import { type SpelledTokens, tokensOfIds } from '../../tokenizer/tokens-of-ids.ts';
import type { Source } from '../fields/text.ts';
import { expectContextLength, limits } from '../limits.ts';
import { maskTokens } from './mask.ts';
import { expectIndex } from './selection.ts';

/** The fields of a request that say what the model reads. */
interface PromptFields extends Source {
  readonly truncate: boolean;
  readonly mask_tokens?: readonly number[] | undefined;
}

interface PatchText {
  readonly text: string;
  readonly text_pair?: string | undefined;
}

/** The tokens of a request as the model will read them. */
export interface Prompt {
  /** What the tokens' offsets point into: the texts as they were sent, or what ids spell. */
  readonly texts: readonly [text: string, textPair: string];
  readonly tokens: readonly Token[];
  /** The same before `mask_tokens` replaced some of them. */
  readonly unmasked: readonly Token[];
  /** Whether tokens were left out because the text has more than the model has positions for. */
  readonly truncated: boolean;
}

/** The texts of a list as the model will read them. */
export interface Prompts {
  /** [texts][n], [CLS] and [SEP] included. */
  readonly inputIds: readonly Int32Array[];
  /** Indices of the texts that were truncated. */
  readonly truncated: ReadonlySet<number>;
  /** Tokens of all texts together. */
  readonly tokens: number;
}

/**
 * The tokens that the model will read for a request.
 * @throws ApiError 400 where they exceed the model's positions and `truncate` is not set, or where a token to mask does
 *   not exist.
 */
export function readPrompt(bert: Bert, request: PromptFields): Prompt {
  const { mask_tokens: masked } = request;
  const { tokens: unmasked, texts, truncated } = readSource(bert, request);
  const tokens = masked === undefined ? unmasked : maskTokens(bert, unmasked, masked);
  return { texts, tokens, unmasked, truncated };
}

function readSource(bert: Bert, source: PromptFields): Omit<Prompt, 'unmasked'> {
  const { text = '', text_pair: textPair, input_ids: ids, truncate } = source;
  if (ids !== undefined) return { ...spelledTokens(bert, ids, source.token_type_ids), truncated: false };
  return { ...fittingTokens(bert, truncate, 'text', text, textPair), texts: [text, textPair ?? ''] };
}

/**
 * Tokens that a request brings as ids.
 * @throws ApiError 400 naming the first id that the vocabulary does not have.
 */
export function spelledTokens(bert: Bert, ids: readonly number[], types: readonly number[] | undefined): SpelledTokens {
  for (const [index, id] of ids.entries()) expectIndex(`input_ids[${index}]`, id, bert.config.vocabSize);
  return tokensOfIds(ids, types, (id) => bert.word(id));
}

/** The path of the field that holds a text of a list. */
export type NameOf = (index: number) => string;

/** `input[0]`, `input[1]` ... */
export function nameIn(list: string): NameOf {
  return (index) => `${list}[${index}]`;
}

/**
 * The ids of each text of a list. Only ids are kept, because whole tokens would take twenty times the room.
 * @param nameOf the path of the field that holds a text
 * @param use is shown the tokens of each text before they are dropped
 * @throws ApiError 400 naming the text that is too long, and whatever `use` throws.
 */
export function readTexts(
  bert: Bert,
  list: readonly string[],
  truncate: boolean,
  nameOf: NameOf = nameIn('input'),
  use: (tokens: readonly Token[], index: number) => void = () => {},
): Prompts {
  const truncated = new Set<number>();
  const inputIds = list.map((text, index) => {
    const read = fittingTokens(bert, truncate, nameOf(index), text);
    if (read.truncated) truncated.add(index);
    use(read.tokens, index);
    return Int32Array.from(read.tokens, ({ id }) => id);
  });
  return { inputIds, truncated, tokens: inputIds.reduce((sum, { length }) => sum + length, 0) };
}

function fittingTokens(bert: Bert, truncate: boolean, param: string, text: string, textPair?: string): TruncatedTokens {
  const read = truncate
    ? bert.truncate(limits.tokensPerText, text, textPair)
    : { tokens: wholeTokens(bert, param, text, textPair), truncated: false };
  expectContextLength(read.tokens.length, param);
  return read;
}

/** A text that states are taken from: all of it, as it is. @throws as `wholeTokens` */
export function patchTokens(bert: Bert, param: string, { text, text_pair: textPair }: PatchText): Token[] {
  return wholeTokens(bert, param, text, textPair, 'Shorten it: truncate is for the text of the request alone.');
}

/**
 * All tokens of a text.
 * @throws ApiError 400 where there are more than the model has positions for, naming their number.
 */
function wholeTokens(bert: Bert, param: string, text: string, textPair?: string, advice?: string): Token[] {
  const tokens: Token[] = [];
  const count = countTokens(bert.streamTokens(text, textPair), (token) => {
    if (tokens.length < limits.tokensPerText) tokens.push(token);
  });
  expectContextLength(count, param, advice);
  return tokens;
}

/**
 * Counts tokens without keeping them, and stops one beyond the most that are ever listed: a megabyte of text may have a
 * million.
 */
export function countTokens(tokens: Iterable<Token>, use: (token: Token) => void = () => {}): number {
  let count = 0;
  for (const token of tokens) {
    use(token);
    if (++count > limits.tokensListed) break;
  }
  return count;
}
