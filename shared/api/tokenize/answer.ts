import type { Bert } from '../../model/bert.ts';
import type { Token } from '../../tokenizer/token.ts';
import { jsonFields, jsonObject, jsonSequence } from '../answer/tensor-answer.ts';
import { countTokens } from '../checks/prompt.ts';
import { usageOf } from '../fields/text.ts';
import { expectListedTokens, limits } from '../limits.ts';
import type { TokenizeRequest } from './contract.ts';

/** Tokens to be listed. */
interface Listing {
  readonly tokens: Iterable<Token>;
  readonly count: number;
  readonly truncated: boolean;
}

/** What `/v1/tokenize` answers, as JSON in parts. @throws ApiError 413 where there are too many to list. */
export function answerTokenize(bert: Bert, request: TokenizeRequest): Iterable<string> {
  const { tokens, count, truncated } = request.truncate ? whatIsRead(bert, request) : wholeText(bert, request);
  return jsonObject({
    ...jsonFields({ object: 'tokens', model: bert.id }),
    tokens: jsonSequence(tokens, (token) => JSON.stringify(token)),
    ...jsonFields({ truncated, usage: usageOf(count) }),
  });
}

/** What a model would read of the text. */
function whatIsRead(bert: Bert, { text, text_pair: textPair }: TokenizeRequest): Listing {
  const { tokens, truncated } = bert.truncate(limits.tokensPerText, text, textPair);
  return { tokens, count: tokens.length, truncated };
}

/** Every token, split off again while the answer is sent: until its reader has taken it, only the text is kept. */
function wholeText(bert: Bert, { text, text_pair: textPair }: TokenizeRequest): Listing {
  const count = countTokens(bert.streamTokens(text, textPair));
  expectListedTokens(count);
  return { tokens: bert.streamTokens(text, textPair), count, truncated: false };
}

/** What the texts take in memory: their tokens are found one by one while the answer is sent. */
export function textBytes({ text, text_pair: textPair = '' }: TokenizeRequest): number {
  return 2 * (text.length + textPair.length);
}
