/** Words of English that a minute of careful reading takes in (Brysbaert 2019: 238 in silence, fewer where it is dense). */
const wordsPerMinute = 200;

/** Minutes, at least 1, that the words of a chapter take; its pictures take their own. */
export function readingMinutes(text: string): number {
  const words = text.replace(/<[^>]*>|\{[^}]*\}/g, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? [];
  return Math.max(1, Math.round(words.length / wordsPerMinute));
}
