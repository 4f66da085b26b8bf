import type { Token } from './token.ts';

export interface Texts {
  readonly text: string;
  readonly textPair?: string;
}

/**
 * The texts cut so that they come to at most `maxTokens` tokens, the longer one first (Hugging Face's `longest_first`).
 * Pieces are kept whole. WordPiece takes the longest piece from the left, so a text cut between two pieces splits into
 * the same pieces again.
 */
export function truncateTexts({ text, textPair }: Texts, tokens: readonly Token[], maxTokens: number): Texts {
  if (tokens.length <= maxTokens) return { text, textPair };
  const pieces = tokens.filter(({ special }) => !special);
  const first = pieces.filter(({ type }) => type === 0);
  const second = pieces.filter(({ type }) => type === 1);
  const [keptFirst, keptSecond] = longestFirst(
    first.length,
    second.length,
    maxTokens - (tokens.length - pieces.length),
  );
  return {
    text: cutAfter(text, first, keptFirst),
    textPair: textPair === undefined ? undefined : cutAfter(textPair, second, keptSecond),
  };
}

/** How many pieces of each text stay when both have room for `room` together. */
function longestFirst(first: number, second: number, room: number): [number, number] {
  const half = Math.floor(room / 2);
  const shorter = Math.min(first, second);
  if (shorter > half) return first <= second ? [half, room - half] : [room - half, half];
  return first > second ? [Math.min(first, room - second), second] : [first, Math.min(second, room - first)];
}

function cutAfter(text: string, pieces: readonly Token[], kept: number): string {
  if (kept >= pieces.length) return text;
  return kept === 0 ? '' : text.slice(0, pieces[kept - 1].end);
}
