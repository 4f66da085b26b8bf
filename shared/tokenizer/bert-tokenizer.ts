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
import { parseNormalizationSteps } from './tokenizer-json.ts';
import { createWordPiece, type WordPiece } from './word-piece.ts';
import { type Range, splitWords } from './words.ts';

export interface Tokenizer {
  /**
   * `[CLS] text [SEP]` or `[CLS] text [SEP] textPair [SEP]`, of any length, with offsets in UTF-16 units.
   * Ids, pieces, offsets and words are those of Hugging Face's `tokenizers`. Never throws.
   */
  encode(text: string, textPair?: string): Token[];
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
  return { encode: (text, textPair) => pretrained.tokens(text, textPair), pretrained };
}

class AlignedBertTokenizer extends BertTokenizer {
  readonly #addedTokens: readonly string[];
  readonly #normalize: Normalize;
  readonly #wordPiece: WordPiece;

  constructor(tokenizerJson: unknown, tokenizerConfig: unknown) {
    const steps = parseNormalizationSteps(tokenizerJson);
    super(tokenizerJson, tokenizerConfig);
    this.#addedTokens = this.added_tokens.map((token) => token.content);
    this.#normalize = createNormalizer(steps);
    this.#wordPiece = createWordPiece(this.model.tokens_to_ids, {
      unknownToken: this.model.unk_token,
      maxInputCharsPerWord: this.model.config.max_input_chars_per_word,
    });
  }

  /** The only way in transformers.js from a text to its pieces: pipelines come through here. */
  override _encode_text(text: string | null): string[] | null {
    return text === null ? null : this.#textTokens(text, 0).map((token) => token.text);
  }

  tokens(text: string, textPair?: string): Token[] {
    const first = [this.#special('cls_token', 0), ...this.#textTokens(text, 0), this.#special('sep_token', 0)];
    if (textPair === undefined) return first;
    return [...first, ...this.#textTokens(textPair, 1), this.#special('sep_token', 1)];
  }

  #special(name: 'cls_token' | 'sep_token', type: 0 | 1): Token {
    const text = this.getToken(name);
    if (text === null) throw new Error(`tokenizer_config.json: expected ${name} to be a token, found none`);
    return { id: this.#id(text), text, start: 0, end: 0, special: true, word: null, type };
  }

  #textTokens(text: string, type: 0 | 1): Token[] {
    const tokens: Token[] = [];
    let word = 0;
    for (const section of splitSections(text, this.#addedTokens)) {
      for (const { pieces, ranges } of this.#words(text, section)) {
        pieces.forEach((piece, index) => {
          const { start, end } = ranges[index]!;
          tokens.push({ id: this.#id(piece), text: piece, start, end, special: false, word, type });
        });
        word++;
      }
    }
    return tokens;
  }

  /** Words of a section, each with its pieces and where they lie in the text; an added token is one word. */
  #words(text: string, section: Section): { readonly pieces: string[]; readonly ranges: Range[] }[] {
    const sectionText = text.slice(section.start, section.end);
    if (section.added) return [{ pieces: [sectionText], ranges: [section] }];
    const normalized = this.#normalize(sectionText, section.start);
    return splitWords(normalized.text).map((word) => {
      const pieces = this.#wordPiece(normalized.text.slice(word.start, word.end));
      return { pieces, ranges: alignPieces(pieces, word, normalized) };
    });
  }

  #id(piece: string): number {
    return this.model.tokens_to_ids.get(piece)!;
  }
}
