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
import { createWordPiece, type WordPiece } from './word-piece.ts';
import { type Range, splitStretches, splitWords } from './words.ts';

export interface Tokenizer {
  /**
   * `[CLS] text [SEP]` or `[CLS] text [SEP] textPair [SEP]`, of any length, with offsets in UTF-16 units.
   * Ids, pieces, offsets and words are those of Hugging Face's `tokenizers`. Never throws.
   */
  encode(text: string, textPair?: string): Token[];
  /** The same tokens one by one: a megabyte may have a million of them, which would be 100 MB. */
  stream(text: string, textPair?: string): Iterable<Token>;
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

  *tokens(text: string, textPair?: string): Generator<Token> {
    yield { ...this.#cls, type: 0 };
    yield* this.#textTokens(text, 0);
    yield { ...this.#sep, type: 0 };
    if (textPair === undefined) return;
    yield* this.#textTokens(textPair, 1);
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
