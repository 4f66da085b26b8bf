/**
 * The kinds of characters that BERT's tokenization tells apart, exactly as Hugging Face's `tokenizers` does.
 *
 * Its tables of categories are those of Unicode 8 (2015), those of JavaScript engines grow every year. What became a
 * mark, a format character or punctuation later is a letter there, and here. None of these characters is in the
 * vocabulary of bert-base-uncased: the word around one is [UNK].
 */

/**
 * Marks, format characters and punctuation newer than Unicode 8. Neighbours are joined to one range where no older
 * such character lies between them: tests/shared/tokenizer/characters.test.ts compares every character.
 */
const newer =
  '[\\u061d\\u07fd\\u0890-\\u08e2\\u09fd\\u09fe\\u0a76\\u0afa-\\u0aff\\u0b55\\u0c04-\\u0c3c\\u0c77\\u0c84\\u0d00' +
  '\\u0d3b-\\u0d3d\\u0d81\\u0eba\\u0ece\\u180f-\\u1886\\u1abf-\\u1aeb\\u1b4e\\u1b4f\\u1b7d-\\u1b7f\\u1df6-\\u1dfb' +
  '\\u2e43-\\u2e5d\\ua82c\\ua8c5\\ua8ff\\ua9bd\\u{105c9}-\\u{105e4}\\u{10d24}-\\u{10f89}\\u{11070}-\\u{11074}' +
  '\\u{110c2}-\\u{110cd}\\u{111c9}\\u{111cf}\\u{1123e}-\\u{11241}\\u{1133b}\\u{11383}-\\u{1145e}' +
  '\\u{11660}-\\u{1166c}\\u{116b9}\\u{1182f}-\\u{11fff}\\u{12ff1}-\\u{1612f}\\u{16d68}-\\u{16f4f}' +
  '\\u{16fe2}-\\u{16fe4}\\u{1cf00}-\\u{1cf46}\\u{1e000}-\\u{1e6f5}\\u{1e944}-\\u{1e95f}]';

/** Characters that the reference's tables leave as they are. */
export const unclassified = new RegExp(newer, 'u');

/** Cc, Cf, Co, and Cs (half a surrogate pair), but not the unassigned Cn. Whitespace that is also Cc is for the caller. */
export const other = new RegExp(`(?!${newer})[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}]`, 'u');

/** Mn: accents, vowel points, virama. U+1734 and U+1171E were Mn in the reference's tables. */
export const nonspacingMarks = new RegExp(`[\\u1734\\u{1171e}]|(?!${newer})\\p{Mn}`, 'gu');

/** P and every ASCII symbol. U+166D and U+111C9 were P in the reference's tables. */
export const punctuation = new RegExp(`[\\u166d\\u{111c9}]|(?!${newer})[\\p{P}!-\\/:-@\\[-\`\\{-~]`, 'u');

export const whitespace = /\p{White_Space}/u;

/** CJK ideographs, of which each is a word; U+2B820-2B91F are left out as the reference does. */
export const chinese =
  /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{2a6df}\u{2a700}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{2f800}-\u{2fa1f}]/u;
