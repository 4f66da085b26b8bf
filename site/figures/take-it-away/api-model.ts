import type { MaskCandidate } from '../../../shared/model/fill-mask.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { askOnce } from '../../model/ask-once.ts';
import { fetchFillMask, fetchTokens } from '../../model/fetch-tasks.ts';
import { askGuesses, type FillModel } from './ask-guesses.ts';
import type { AwayQuestion, AwayView } from './take-it-away.ts';

/** How many answers are kept: the unchanged guesses are needed again with every setting. */
const kept = 40;
const tokens = new Map<string, readonly Token[]>();
const guesses = new Map<string, readonly MaskCandidate[]>();

/** The guesses by `POST /v1/tokenize` and `POST /v1/fill-mask`. @throws as `fetchFillMask` does */
export function askApi(question: AwayQuestion, signal: AbortSignal): Promise<AwayView> {
  return askGuesses(apiModel(signal), question);
}

/** The API as the model of a figure; answers to the same question are kept. */
export function apiModel(signal: AbortSignal): FillModel {
  return {
    tokens: ({ text, pair }) =>
      askOnce(tokens, kept, { text, pair }, async () => {
        return (await fetchTokens({ text, ...(pair && { text_pair: pair }) }, signal)).tokens;
      }),
    fill: (body) => askOnce(guesses, kept, body, async () => (await fetchFillMask(body, signal)).masks[0]!.candidates),
  };
}
