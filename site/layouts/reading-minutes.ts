/**
 * Words of English that a careful reader reads in a minute (Brysbaert 2019: 238 in silence, fewer where a text is
 * dense).
 */
const wordsPerMinute = 200;

/** Minutes, at least 1, for the words of a chapter; its pictures take more time. */
export function readingMinutes(text: string): number {
  const words = text.replace(/<[^>]*>|\{[^}]*\}/g, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? [];
  return Math.max(1, Math.round(words.length / wordsPerMinute));
}
