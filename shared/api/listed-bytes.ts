import type { Word } from '../analysis/word-merging.ts';
import type { Token } from '../tokenizer/token.ts';
import { ApiError } from './errors.ts';
import { limits } from './limits.ts';

/** A token or a word as JSON inside the JSON of a file's metadata, twice: as characters and as bytes. */
const bytesPerEntry = 256;
/** A control character is written `\\u0001` there. */
const bytesPerCharacter = 24;

/**
 * Bytes that an answer holds beside its numbers until it is read: what it says of its tokens and words.
 * @throws ApiError 413 where the words have more characters together than one answer spells.
 */
export function listedBytes(tokens: readonly Token[], words: readonly Word[] = []): number {
  const characters = words.reduce((sum, { text }) => sum + text.length, 0);
  if (characters > limits.wordCharacters) {
    const message = `words: expected words of at most ${limits.wordCharacters} characters together, found ${characters}. Leave "words" out, or send a text of shorter words.`;
    throw new ApiError('tensor_too_large', message, { param: 'words' });
  }
  return bytesPerEntry * (tokens.length + words.length) + bytesPerCharacter * characters;
}
