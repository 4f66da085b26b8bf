import fc from 'fast-check';
import { tokenizer } from './tokenizer-files.ts';

/** The same texts in every run. */
fc.configureGlobal({ seed: 2018 });

const vocabulary = [...tokenizer.pretrained.model.tokens_to_ids.keys()];

/** Any UTF-16 units at all: halves of surrogate pairs, in any order, included. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
  .map((codes) => String.fromCharCode(...codes));

const marks = fc
  .array(fc.constantFrom('\u0301', '\u0323', '\u05b8', '\u064b', '\u093f', '\u094d', '\u3099', '\u20e3', '\ufe0f'), {
    maxLength: 4,
  })
  .map((parts) => parts.join(''));

const scripts = fc.constantFrom(
  ...['é', 'ÄÖÜß', 'İI', 'ΌΣΟΣ', 'שָׁלוֹם', 'العربية', 'हिन्दी', 'ภาษาไทย', '한국어', 'がギパ', '東京', '豈', '\u{20bb7}'],
  ...['👩‍👩‍👧', '🏳️‍🌈', '🇬🇧', '\u200d', '\u202e', '\ufeff', '\ufffd', '\0', '\t', '\r\n', '\u3000', ' ', '—', "don't"],
  ...['[MASK]', '[SEP]', '[mask]', '[MASK', 'a'.repeat(101), '\ud83d', '\ude00'],
);

/** Texts that mix scripts, marks, broken surrogates, emoji, vocabulary entries and added tokens. */
export const awkwardText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      units,
      marks,
      scripts,
      fc.constantFrom(...vocabulary),
      fc.constant(' '),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** A word as the pre-tokenizer may hand it on: vocabulary entries run together, and anything without a space. */
export const awkwardWord = fc
  .array(
    fc.oneof(
      fc.constantFrom(...vocabulary).map((piece) => piece.replace('##', '')),
      marks,
      scripts,
      units,
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join('').replace(/\s/g, ''))
  .filter((word) => word !== '');
