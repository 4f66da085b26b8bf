import { z } from 'zod';
import type { TokenRange } from '../../analysis/pooling.ts';
import type { Token } from '../../tokenizer/token.ts';
import { boundedList } from '../bounded-list.ts';
import { ApiError } from '../errors.ts';
import { limits } from '../limits.ts';
import { optional } from '../optional.ts';

/** Spans of one text. */
export const spansPerText = 512;

const offset = z.int().min(0).max(limits.bodyBytes).meta({ description: 'A place in the text, in UTF-16 units.' });
const span = z.array(offset).length(2).meta({ description: '[start, end): first unit, one past the last.' });

export const spansField = optional(
  boundedList(boundedList(span, spansPerText).meta({ description: 'The spans of one text.' }), limits.texts),
  {
    description:
      'Late chunking: for each text of `input` a list of [start, end) in UTF-16 units. The text is read whole; each span gives one vector, ' +
      'pooled from the tokens that begin in it, so that spans side by side share no token and lose none. `[CLS]` and `[SEP]` are in none.',
    examples: [
      [
        [[0, 7]],
        [
          [0, 5],
          [2, 10],
        ],
      ],
    ],
  },
);

/**
 * The tokens that begin in each span of a text.
 * @throws ApiError 400 naming a span in which none begins.
 */
export function spanRanges(
  spans: readonly (readonly number[])[],
  tokens: readonly Token[],
  param: string,
): TokenRange[] {
  return spans.map(([start = 0, end = 0], index) => {
    const begins = (token: Token) => !token.special && token.start >= start && token.start < end;
    const first = tokens.findIndex(begins);
    if (first >= 0) return { first, end: tokens.findLastIndex(begins) + 1 };
    throw noToken(`${param}[${index}]`, tokens);
  });
}

/** @throws ApiError 400 where there are not as many lists of spans as texts. */
export function expectSpansOfAll(spans: readonly unknown[], texts: number): void {
  if (spans.length === texts) return;
  const message = `spans: expected a list of spans for each of ${texts} texts, found ${spans.length}.`;
  throw new ApiError('invalid_value', message, { param: 'spans' });
}

function noToken(param: string, tokens: readonly Token[]): ApiError {
  const last = tokens.findLast(({ special }) => !special);
  const read = last === undefined ? 'the text has none' : `the last that is read begins at ${last.start}`;
  const message = `${param}: expected [start, end) with a token that begins in it, found none; ${read}.`;
  return new ApiError('out_of_range', message, { param });
}
