import type { Token } from '../../../shared/tokenizer/token.ts';
import { askOnce } from '../../model/ask-once.ts';
import { fetchStateSweep } from '../../model/fetch-state-sweep.ts';
import { fetchFillMask, fetchTokens } from '../../model/fetch-tasks.ts';
import type { PairModel } from './ask-patch.ts';
import type { GuessedWord } from './causal-tracing.ts';

/** How many answers are kept: the unchanged guesses are needed again with everything that is handed over. */
const kept = 40;
const tokens = new Map<string, readonly Token[]>();
const guesses = new Map<string, readonly GuessedWord[]>();

/** The API as the model of this figure; answers to the same question are kept. */
export function apiModel(signal: AbortSignal): PairModel {
  return {
    tokens: (text) => askOnce(tokens, kept, text, async () => (await fetchTokens({ text }, signal)).tokens),
    fill: (body) => askOnce(guesses, kept, body, async () => (await fetchFillMask(body, signal)).masks[0]!.candidates),
    sweep: (question, onpart) => fetchStateSweep(question, signal, onpart),
  };
}
