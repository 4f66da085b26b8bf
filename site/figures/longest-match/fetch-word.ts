import type { Token } from '../../../shared/tokenizer/token.ts';
import { fetchTokens } from '../../model/fetch-tasks.ts';

/** A text and its WordPiece tokens. */
export interface CutText {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Tokenizes a text. @throws ModelRefused in words for the reader; ModelDown when there is no usable answer */
export async function fetchCut(text: string, signal: AbortSignal): Promise<CutText> {
  const { tokens } = await fetchTokens({ text }, signal);
  return { text, tokens: tokens as Token[] };
}
