import type { NormalizationSteps } from './normalization.ts';
import { continuingPrefix } from './word-piece.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Checks that tokenizer.json describes a BERT tokenizer and reads its normalisation steps.
 * @throws Error naming the field when a part is not BERT's: another one would give other tokens without a word.
 */
export function parseNormalizationSteps(tokenizerJson: unknown): NormalizationSteps {
  const fields = object(tokenizerJson, 'its content');
  const normalizer = part(fields, 'normalizer', 'BertNormalizer');
  part(fields, 'pre_tokenizer', 'BertPreTokenizer');
  const model = part(fields, 'model', 'WordPiece');
  expect('model.continuing_subword_prefix', continuingPrefix, model.continuing_subword_prefix);
  expectPlainAddedTokens(fields.added_tokens);
  const lowercase = boolean(normalizer, 'lowercase');
  return {
    cleanText: boolean(normalizer, 'clean_text'),
    handleChineseChars: boolean(normalizer, 'handle_chinese_chars'),
    stripAccents: (normalizer.strip_accents ?? null) === null ? lowercase : boolean(normalizer, 'strip_accents'),
    lowercase,
  };
}

function part(fields: Fields, name: string, type: string): Fields {
  const found = object(fields[name], name);
  expect(`${name}.type`, type, found.type);
  return found;
}

/** Added tokens are found verbatim in the reader's text; any other rule is refused. */
function expectPlainAddedTokens(tokens: unknown): void {
  if (!Array.isArray(tokens)) throw new Error(`tokenizer.json: expected added_tokens to be a list, found ${tokens}`);
  tokens.forEach((token: unknown, index) => {
    const fields = object(token, `added_tokens[${index}]`);
    for (const rule of ['single_word', 'lstrip', 'rstrip', 'normalized']) {
      expect(`added_tokens[${index}].${rule}`, false, fields[rule] ?? false);
    }
  });
}

function object(value: unknown, name: string): Fields {
  if (typeof value === 'object' && value !== null) return value as Fields;
  throw new Error(`tokenizer.json: expected ${name} to be an object, found ${JSON.stringify(value)}`);
}

function boolean(fields: Fields, name: string): boolean {
  const value = fields[name];
  if (typeof value === 'boolean') return value;
  throw new Error(`tokenizer.json: expected normalizer.${name} to be true or false, found ${JSON.stringify(value)}`);
}

function expect(name: string, expected: unknown, found: unknown): void {
  if (found === expected) return;
  throw new Error(`tokenizer.json: expected ${name} ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
}
