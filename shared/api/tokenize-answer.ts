import type { Bert } from '../model/bert.ts';
import { expectListedTokens } from './limits.ts';
import { countTokens } from './prompt.ts';
import { jsonFields, jsonObject, jsonSequence } from './tensor-answer.ts';
import { usageOf } from './text.ts';
import type { TokenizeRequest } from './tokenize.ts';

/** What `/v1/tokenize` answers, as JSON in parts. @throws ApiError 413 where there are too many to list. */
export function answerTokenize(bert: Bert, { text, text_pair: textPair }: TokenizeRequest): Iterable<string> {
  const count = countTokens(bert, text, textPair);
  expectListedTokens(count);
  return jsonObject({
    ...jsonFields({ object: 'tokens', model: bert.id }),
    tokens: jsonSequence(bert.streamTokens(text, textPair), (token) => JSON.stringify(token)),
    ...jsonFields({ usage: usageOf(count) }),
  });
}

/** What the texts take in memory: their tokens are found one by one while the answer is sent. */
export function textBytes({ text, text_pair: textPair = '' }: TokenizeRequest): number {
  return 2 * (text.length + textPair.length);
}
