import type { Token } from '../../shared/tokenizer/token.ts';
import type { Sentence } from './reader-place.ts';

/** How the vocabulary spells a blank. */
export const maskText = '[MASK]';

/**
 * Index of the token to blank out. Where the sentence has `[MASK]`s, it is the tapped one, else the first; otherwise
 * the tapped token, or the first word where that is a special token.
 */
export function blankOf(tokens: readonly Pick<Token, 'text' | 'special'>[], tapped: number): number {
  const blanks = tokens.flatMap(({ text }, index) => (text === maskText ? [index] : []));
  if (blanks.length > 0) return blanks.includes(tapped) ? tapped : blanks[0]!;
  const at = Math.min(tapped, tokens.length - 1);
  if (!tokens[at]!.special) return at;
  const first = tokens.findIndex(({ special }) => !special);
  return first < 0 ? at : first;
}

/**
 * `blankOf` before the tokens are known: the tapped token, where the text has so many words before any token can be
 * special; undefined where only the tokens tell.
 */
export function blankBeforeTokens({ text, pair }: Sentence, tapped: number): number | undefined {
  // Special tokens can be written out: [MASK], [SEP].
  if (`${text}${pair}`.includes('[')) return undefined;
  // Each word gives at least one token.
  const words = text.split(/\p{White_Space}/u).filter((part) => /[\p{L}\p{N}]/u.test(part));
  return tapped > 0 && tapped <= words.length ? tapped : undefined;
}

/** The fields of a request with the sentence and its blank, which is masked unless it is one of the sentence's own. */
export function blankedSentence({ text, pair }: Sentence, tokens: readonly Pick<Token, 'text'>[], blank: number) {
  const masked = tokens[blank]?.text === maskText ? {} : { mask_tokens: [blank] };
  return { text, ...(pair && { text_pair: pair }), ...masked };
}
