/**
 * transformers.js's BERT tokenizer with the way from a text to its pieces replaced by the stages of this folder: its own
 * normalises whole strings, strips Latin accents only and gives no offsets. Vocabulary, template, padding and decoding
 * stay its own.
 */
import { BertTokenizer } from '@xenova/transformers';
import { type Section, splitSections } from './added-tokens.ts';
import { createNormalizer, type Normalize } from './normalization.ts';
import { alignPieces } from './offsets.ts';
import type { Token } from './token.ts';
import { parseTokenizerJson } from './tokenizer-json.ts';
import { truncateLongestFirst } from './truncation.ts';
import { createWordPiece, type WordPiece } from './word-piece.ts';
import { type Range, splitStretches, splitWords } from './words.ts';

/** Tokens that fit, and whether any were left out for it. */
export interface TruncatedTokens {
  readonly tokens: Token[];
  readonly truncated: boolean;
}

export interface Tokenizer {
  /**
   * `[CLS] text [SEP]` or `[CLS] text [SEP] textPair [SEP]`, of any length, with offsets in UTF-16 units.
   * Ids, pieces, offsets and words are those of Hugging Face's `tokenizers`. Never throws.
   */
  encode(text: string, textPair?: string): Token[];
  /** The same tokens one by one: a megabyte may have a million of them, which would be 100 MB. */
  stream(text: string, textPair?: string): Iterable<Token>;
  /**
   * At most `maxTokens` of the same tokens, the template's among them, the longer text cut first: the ids, types and
   * offsets of Hugging Face's `truncation=True, max_length=maxTokens`. Reads no further than it has to.
   * @throws RangeError where not even the template's own tokens fit.
   */
  truncate(maxTokens: number, text: string, textPair?: string): TruncatedTokens;
  /** The same tokens for transformers.js's pipelines. */
  readonly pretrained: BertTokenizer;
}

/**
 * @param tokenizerJson content of tokenizer.json
 * @param tokenizerConfig content of tokenizer_config.json
 * @throws Error naming the field when they do not describe a BERT tokenizer.
 */
export function createTokenizer(tokenizerJson: unknown, tokenizerConfig: unknown): Tokenizer {
  const pretrained = new AlignedBertTokenizer(tokenizerJson, tokenizerConfig);
  return {
    encode: (text, textPair) => Array.from(pretrained.tokens(text, textPair)),
    stream: (text, textPair) => pretrained.tokens(text, textPair),
    truncate: (maxTokens, text, textPair) => pretrained.truncatedTokens(maxTokens, text, textPair),
    pretrained,
  };
}

interface SplitWord {
  readonly pieces: readonly string[];
  readonly ranges: readonly Range[];
}

class AlignedBertTokenizer extends BertTokenizer {
  readonly #addedTokens: readonly string[];
  readonly #normalize: Normalize;
  readonly #wordPiece: WordPiece;
  readonly #cls: Omit<Token, 'type'>;
  readonly #sep: Omit<Token, 'type'>;

  constructor(tokenizerJson: unknown, tokenizerConfig: unknown) {
    const settings = parseTokenizerJson(tokenizerJson);
    super(tokenizerJson, tokenizerConfig);
    // transformers.js keeps the vocabulary three times: as a list, as a map, and in here as JSON has it, where nobody reads it.
    const { vocab: _, ...config } = this.model.config;
    this.model.config = config;
    this.#addedTokens = settings.addedTokens;
    this.#normalize = createNormalizer(settings.normalization);
    this.#wordPiece = createWordPiece(this.model.tokens_to_ids, settings.wordPiece);
    this.#cls = this.#templateToken('cls_token');
    this.#sep = this.#templateToken('sep_token');
  }

  /** The only way in transformers.js from a text to its pieces: pipelines come through here. */
  override _encode_text(text: string | null): string[] | null {
    return text === null ? null : Array.from(this.#textTokens(text, 0), (token) => token.text);
  }

  tokens(text: string, textPair?: string): Generator<Token> {
    return this.#fillTemplate(
      this.#textTokens(text, 0),
      textPair === undefined ? undefined : this.#textTokens(textPair, 1),
    );
  }

  truncatedTokens(maxTokens: number, text: string, textPair?: string): TruncatedTokens {
    const template = textPair === undefined ? 2 : 3;
    if (maxTokens < template) throw new RangeError(`expected room for at least ${template} tokens, found ${maxTokens}`);
    const { first, second, truncated } = truncateLongestFirst(
      this.#textTokens(text, 0),
      textPair === undefined ? [] : this.#textTokens(textPair, 1),
      maxTokens - template,
    );
    return { tokens: [...this.#fillTemplate(first, textPair === undefined ? undefined : second)], truncated };
  }

  /** `[CLS] first [SEP]` or `[CLS] first [SEP] second [SEP]`. */
  *#fillTemplate(first: Iterable<Token>, second: Iterable<Token> | undefined): Generator<Token> {
    yield { ...this.#cls, type: 0 };
    yield* first;
    yield { ...this.#sep, type: 0 };
    if (second === undefined) return;
    yield* second;
    yield { ...this.#sep, type: 1 };
  }

  #templateToken(name: 'cls_token' | 'sep_token'): Omit<Token, 'type'> {
    const text = this.getToken(name) ?? '';
    const id = this.model.tokens_to_ids.get(text);
    if (id !== undefined) return { id, text, start: 0, end: 0, special: true, word: null };
    throw new Error(`tokenizer_config.json: expected ${name} to be in the vocabulary, found "${text}"`);
  }

  *#textTokens(text: string, type: 0 | 1): Generator<Token> {
    let word = 0;
    for (const section of splitSections(text, this.#addedTokens)) {
      for (const { pieces, ranges } of this.#words(text, section)) {
        for (const [index, piece] of pieces.entries()) {
          const { start, end } = ranges[index]!;
          yield { id: this.model.tokens_to_ids.get(piece)!, text: piece, start, end, special: false, word, type };
        }
        word++;
      }
    }
  }

  /** Words of a section, each with its pieces and where they lie in the text; an added token is one word. */
  *#words(text: string, section: Section): Generator<SplitWord> {
    if (section.added) return yield { pieces: [text.slice(section.start, section.end)], ranges: [section] };
    for (const { start, end } of splitStretches(text, section)) {
      const normalized = this.#normalize(text.slice(start, end), start);
      for (const word of splitWords(normalized.text)) {
        const pieces = this.#wordPiece(normalized.text.slice(word.start, word.end));
        yield { pieces, ranges: alignPieces(pieces, word, normalized) };
      }
    }
  }
}
