import type { Token } from './token.ts';

export interface Texts {
  readonly text: string;
  readonly textPair?: string;
}

/**
 * The texts cut so that they come to at most `maxTokens` tokens, the longer one first (Hugging Face's `longest_first`).
 * Pieces are kept whole. WordPiece takes the longest piece from the left, so a text cut between two pieces splits into
 * the same pieces again. Of all the tokens, `maxTokens` ends of each text at most are kept in memory.
 */
export function truncateTexts({ text, textPair }: Texts, tokens: Iterable<Token>, maxTokens: number): Texts {
  const ends: [number[], number[]] = [[], []];
  const pieces = [0, 0];
  let added = 0;
  for (const { special, type, end } of tokens) {
    if (special) added++;
    else if (pieces[type]++ < maxTokens) ends[type].push(end);
  }
  if (added + pieces[0] + pieces[1] <= maxTokens) return { text, textPair };
  const [first, second] = longestFirst(pieces[0], pieces[1], maxTokens - added);
  return {
    text: cutAfter(text, ends[0], first),
    textPair: textPair === undefined ? undefined : cutAfter(textPair, ends[1], second),
  };
}

/** How many pieces of each text stay when both have room for `room` together. */
function longestFirst(first: number, second: number, room: number): [number, number] {
  const half = Math.floor(room / 2);
  const shorter = Math.min(first, second);
  if (shorter > half) return first <= second ? [half, room - half] : [room - half, half];
  return first > second ? [Math.min(first, room - second), second] : [first, Math.min(second, room - first)];
}

function cutAfter(text: string, ends: readonly number[], kept: number): string {
  if (kept >= ends.length) return text;
  return text.slice(0, ends[kept - 1] ?? 0);
}
