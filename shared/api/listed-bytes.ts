import type { Word } from '../analysis/word-merging.ts';
import type { Token } from '../tokenizer/token.ts';
import { ApiError } from './errors.ts';
import { limits } from './limits.ts';

/**
 * Most bytes of a token or word in the file's metadata, where JSON is nested in JSON; kept twice, as characters and as
 * bytes.
 */
const bytesPerEntry = 256;
/** Most bytes of one character, in the same form: a control character is written `\\u0001`. */
const bytesPerCharacter = 24;

/**
 * Bytes that an answer keeps in memory for its lists of tokens and words, besides its numbers.
 * @throws ApiError 413 where the words have more characters together than one answer may spell out.
 */
export function listedBytes(tokens: readonly Token[], words: readonly Word[] = []): number {
  const characters = words.reduce((sum, { text }) => sum + text.length, 0);
  if (characters > limits.wordCharacters) {
    const message = `words: expected words of at most ${limits.wordCharacters} characters together, found ${characters}. Leave "words" out, or send a text of shorter words.`;
    throw new ApiError('tensor_too_large', message, { param: 'words' });
  }
  return bytesPerEntry * (tokens.length + words.length) + bytesPerCharacter * characters;
}
