import type { NormalizationSteps } from './normalization.ts';
import { continuingPrefix, type WordPieceOptions } from './word-piece.ts';

/** What the stages need of tokenizer.json besides the vocabulary. */
export interface TokenizerSettings {
  readonly normalization: NormalizationSteps;
  readonly wordPiece: WordPieceOptions;
  /** Tokens that are found verbatim in the reader's text, e.g. [MASK]. */
  readonly addedTokens: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads tokenizer.json's content.
 * @throws Error naming the field when a part is not BERT's: another one would quietly give other tokens.
 */
export function parseTokenizerJson(tokenizerJson: unknown): TokenizerSettings {
  const fields = object(tokenizerJson, 'its content');
  expect('pre_tokenizer.type', 'BertPreTokenizer', object(fields.pre_tokenizer, 'pre_tokenizer').type);
  return {
    normalization: normalizationSteps(object(fields.normalizer, 'normalizer')),
    wordPiece: wordPieceOptions(object(fields.model, 'model')),
    addedTokens: addedTokens(fields.added_tokens),
  };
}

/** strip_accents: null means "as lowercase", in Google's code too. */
function normalizationSteps(normalizer: Fields): NormalizationSteps {
  expect('normalizer.type', 'BertNormalizer', normalizer.type);
  const lowercase = boolean(normalizer, 'lowercase');
  return {
    cleanText: boolean(normalizer, 'clean_text'),
    handleChineseChars: boolean(normalizer, 'handle_chinese_chars'),
    stripAccents: normalizer.strip_accents === null ? lowercase : boolean(normalizer, 'strip_accents'),
    lowercase,
  };
}

function wordPieceOptions(model: Fields): WordPieceOptions {
  expect('model.type', 'WordPiece', model.type);
  expect('model.continuing_subword_prefix', continuingPrefix, model.continuing_subword_prefix);
  const { unk_token: unknownToken, max_input_chars_per_word: maxInputCharsPerWord } = model;
  if (typeof unknownToken !== 'string') fail('model.unk_token to be a string', unknownToken);
  if (typeof maxInputCharsPerWord !== 'number')
    fail('model.max_input_chars_per_word to be a number', maxInputCharsPerWord);
  return { unknownToken, maxInputCharsPerWord };
}

function addedTokens(tokens: unknown): string[] {
  if (!Array.isArray(tokens)) fail('added_tokens to be a list', tokens);
  return tokens.map((token: unknown, index) => {
    const name = `added_tokens[${index}]`;
    const fields = object(token, name);
    for (const rule of ['single_word', 'lstrip', 'rstrip', 'normalized']) {
      expect(`${name}.${rule}`, false, fields[rule]);
    }
    if (typeof fields.content !== 'string' || fields.content === '')
      fail(`${name}.content to be a string`, fields.content);
    return fields.content;
  });
}

function boolean(normalizer: Fields, name: string): boolean {
  const value = normalizer[name];
  if (typeof value !== 'boolean') fail(`normalizer.${name} to be true or false`, value);
  return value;
}

function object(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null) fail(`${name} to be an object`, value);
  return value as Fields;
}

function expect(name: string, expected: unknown, found: unknown): void {
  if (found !== expected) fail(`${name} to be ${JSON.stringify(expected)}`, found);
}

function fail(expected: string, found: unknown): never {
  throw new Error(
    `tokenizer.json: expected ${expected}, found ${JSON.stringify(found)}. Use a BERT WordPiece tokenizer.`,
  );
}
