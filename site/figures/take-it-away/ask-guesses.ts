import type { MaskCandidate } from '../../../shared/model/fill-mask.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { blankOf } from '../../model/blank.ts';
import type { Sentence } from '../../model/reader-place.ts';
import { requestsOf } from './away-requests.ts';
import type { Change } from './experiments.ts';
import { guessRows } from './guess-rows.ts';
import { type AwayQuestion, type AwayView, fillBody, type ShownToken } from './take-it-away.ts';

export interface FillBody extends Change {
  readonly text: string;
  readonly text_pair?: string;
  readonly mask_tokens?: number[];
  readonly positions: number[];
  readonly top_k: number;
}

/** The model that fills a blank: the API in the browser, the engine while the site is built. */
export interface FillModel {
  tokens(sentence: Sentence): Promise<readonly Token[]>;
  /** Candidates, best first. */
  fill(body: FillBody): Promise<readonly MaskCandidate[]>;
}

/**
 * Fills the blank without and with what the chapter takes away.
 * @throws as the model does
 */
export async function askGuesses(model: FillModel, question: AwayQuestion): Promise<AwayView> {
  const tokens = (await model.tokens(question)).map(({ text, start, end, type, special }) => ({
    text,
    start,
    end,
    type,
    special,
  }));
  const blank = blankOf(tokens, question.tapped);
  const token = Math.min(question.setting.token ?? longestWord(tokens, blank), tokens.length - 1);
  const place = { question, tokens, blank, token };
  const requests = requestsOf(place);
  const [before, after] = await Promise.all([
    model.fill(fillBody(requests.before, blank)),
    model.fill(fillBody(requests.after, blank)),
  ]);
  const rows = guessRows(before, after);
  const rowOf = (list: readonly MaskCandidate[]) => rows.findIndex(({ id }) => id === list[0]!.id);
  return { ...place, rows, best: [rowOf(before), rowOf(after)], requests };
}

/** Index of the token that is taken away where the reader has chosen none: the longest word but the blank. */
export function longestWord(tokens: readonly ShownToken[], blank: number): number {
  const words = tokens.flatMap(({ special, start, end }, index) =>
    special || index === blank ? [] : [{ index, length: end - start }],
  );
  return words.reduce((longest, word) => (word.length > longest.length ? word : longest), {
    index: blank,
    length: 0,
  }).index;
}
