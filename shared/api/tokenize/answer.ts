import type { Bert } from '../../model/bert.ts';
import type { Token } from '../../tokenizer/token.ts';
import { type JsonAnswer, jsonLater, jsonSequence } from '../answer/tensor-answer.ts';
import { countTokens, spelledTokens } from '../checks/prompt.ts';
import { usageOf } from '../fields/text.ts';
import { expectListedTokens, limits } from '../limits.ts';
import type { TokenizeRequest } from './contract.ts';

/** The tokens that an answer lists. */
interface Listing {
  readonly tokens: Iterable<Token>;
  readonly count: number;
  readonly truncated: boolean;
}

/**
 * What `/v1/tokenize` answers, without a turn at the model.
 * @throws ApiError 413 where there are too many tokens to list.
 */
export async function answerTokenize(bert: Bert, request: TokenizeRequest): Promise<JsonAnswer> {
  const { tokens, count, truncated } = listing(bert, request);
  const listed = () => ({ tokens: jsonSequence(tokens, (token) => JSON.stringify(token)) });
  const json = jsonLater({ object: 'tokens', model: bert.id }, listed, { truncated, usage: usageOf(count) });
  return { json, heldBytes: textBytes(request) };
}

function listing(bert: Bert, request: TokenizeRequest): Listing {
  const { input_ids: ids, token_type_ids: types, truncate } = request;
  if (ids !== undefined) return { ...spelledTokens(bert, ids, types), count: ids.length, truncated: false };
  return truncate ? whatIsRead(bert, request) : wholeText(bert, request);
}

/** The tokens that a model would read, truncated to its positions. */
function whatIsRead(bert: Bert, { text = '', text_pair: textPair }: TokenizeRequest): Listing {
  const { tokens, truncated } = bert.truncate(limits.tokensPerText, text, textPair);
  return { tokens, count: tokens.length, truncated };
}

/**
 * All tokens. The text is split again while the answer is sent, so that only the text is kept until the client has read
 * it.
 */
function wholeText(bert: Bert, { text = '', text_pair: textPair }: TokenizeRequest): Listing {
  const count = countTokens(bert.streamTokens(text, textPair));
  expectListedTokens(count);
  return { tokens: bert.streamTokens(text, textPair), count, truncated: false };
}

/** Bytes of the texts in memory; their tokens are never all there at once. */
function textBytes({ text = '', text_pair: textPair = '' }: TokenizeRequest): number {
  return 2 * (text.length + textPair.length);
}
