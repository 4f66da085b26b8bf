import { describe, expect, test } from 'vitest';
import { parseTokenizerJson } from '../../../shared/tokenizer/tokenizer-json.ts';
import { tokenizerJson } from './tokenizer-files.ts';

const normalizer = {
  type: 'BertNormalizer',
  clean_text: true,
  handle_chinese_chars: true,
  strip_accents: null,
  lowercase: true,
};

const changed = (fields: object) => ({ ...(tokenizerJson as object), ...fields });

test('the real file asks for all steps of normalisation and words of at most 100 characters', () => {
  expect(parseTokenizerJson(tokenizerJson)).toEqual({
    normalization: { cleanText: true, handleChineseChars: true, stripAccents: true, lowercase: true },
    wordPiece: { unknownToken: '[UNK]', maxInputCharsPerWord: 100 },
    addedTokens: ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'],
  });
});

test('strip_accents null follows lowercase, true and false stand for themselves', () => {
  const stripAccents = (fields: object) =>
    parseTokenizerJson(changed({ normalizer: { ...normalizer, ...fields } })).normalization.stripAccents;
  expect(stripAccents({ lowercase: false })).toBe(false);
  expect(stripAccents({ lowercase: false, strip_accents: true })).toBe(true);
  expect(stripAccents({ lowercase: true, strip_accents: false })).toBe(false);
});

describe('a file of another tokenizer is refused by the name of the field', () => {
  test.each([
    ['its content', null],
    ['normalizer', changed({ normalizer: null })],
    ['normalizer.type', changed({ normalizer: { type: 'NFC' } })],
    ['normalizer.lowercase', changed({ normalizer: { ...normalizer, lowercase: 'yes' } })],
    ['pre_tokenizer.type', changed({ pre_tokenizer: { type: 'ByteLevel' } })],
    ['model.type', changed({ model: { type: 'BPE' } })],
    ['model.continuing_subword_prefix', changed({ model: { type: 'WordPiece', continuing_subword_prefix: '@@' } })],
    ['added_tokens', changed({ added_tokens: 'none' })],
    ['added_tokens[0].lstrip', changed({ added_tokens: [{ content: '<m>', single_word: false, lstrip: true }] })],
  ])('%s', (field, json) => {
    expect(() => parseTokenizerJson(json)).toThrow(`tokenizer.json: expected ${field} to be`);
  });
});
