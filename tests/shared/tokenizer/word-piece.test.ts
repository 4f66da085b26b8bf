import { BertTokenizer } from '@xenova/transformers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWordPiece } from '../../../shared/tokenizer/word-piece.ts';
import { awkwardWord } from './awkward-texts.ts';
import { tokenizerConfig, tokenizerJson } from './tokenizer-files.ts';

const options = { unknownToken: '[UNK]', maxInputCharsPerWord: 100 };
const { model } = new BertTokenizer(tokenizerJson, tokenizerConfig);
const vocabulary: ReadonlyMap<string, number> = model.tokens_to_ids;

describe('a word', () => {
  const wordPiece = createWordPiece(new Set(['un', '##aff', '##affa', '##able', '##ble', 'a', '😀']), options);

  test('becomes the longest pieces from left to right, even where shorter ones would go through', () => {
    expect(wordPiece('unaffable')).toEqual(['un', '##affa', '##ble']);
    expect(wordPiece('unaffaable')).toEqual(['un', '##affa', '##able']);
    expect(wordPiece('unaffaaffable')).toEqual(['un', '##affa', '##affa', '##ble']);
  });

  test('with a stretch that no piece fits is unknown as a whole', () => {
    expect(wordPiece('unaffablx')).toEqual(['[UNK]']);
    expect(wordPiece('affa')).toEqual(['[UNK]']);
  });

  test('of more characters than allowed is unknown, and a character may be two units', () => {
    const emoji = createWordPiece(new Set(['😀', '##😀']), options);
    expect(emoji('😀'.repeat(100))).toHaveLength(100);
    expect(emoji('😀'.repeat(101))).toEqual(['[UNK]']);
  });
});

test('the pieces are those of transformers.js', () => {
  const wordPiece = createWordPiece(vocabulary, options);
  fc.assert(
    fc.property(awkwardWord, (word) => {
      expect(wordPiece(word)).toEqual(model.encode([word]));
    }),
    { numRuns: 1000 },
  );
});

describe('the vocabulary is asked', () => {
  /** A vocabulary that counts how often it is asked. */
  class CountingVocabulary extends Set<string> {
    asked = 0;

    override has(piece: string): boolean {
      this.asked++;
      return super.has(piece);
    }
  }

  const counting = new CountingVocabulary(vocabulary.keys());
  const wordPiece = createWordPiece(counting, options);
  const longest = Math.max(...Array.from(vocabulary.keys(), (piece) => piece.length));

  function timesAsked(word: string): number {
    counting.asked = 0;
    wordPiece(word);
    return counting.asked;
  }

  test('at most as often per letter as its longest entry has letters', () => {
    expect(timesAsked('qzxjv'.repeat(20))).toBeLessThanOrEqual(100 * longest);
  });

  test('never about a word that is too long', () => {
    expect(timesAsked('a'.repeat(101))).toBe(0);
    expect(timesAsked('a'.repeat(1_000_000))).toBe(0);
  });
});
