import { BertTokenizer } from '@xenova/transformers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTokenizer } from '../../../shared/tokenizer/bert-tokenizer.ts';
import { createNormalizer } from '../../../shared/tokenizer/normalization.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
// From Hugging Face `tokenizers` 0.23.3, the reference, on this vocabulary.
import golden from '../../golden/tokenizer.json' with { type: 'json' };
import { awkwardText } from './awkward-texts.ts';
import { tokenizer, tokenizerConfig, tokenizerJson } from './tokenizer-files.ts';

const normalize = createNormalizer({ cleanText: true, handleChineseChars: true, stripAccents: true, lowercase: true });

const ids = (tokens: readonly Token[]) => tokens.map((token) => token.id);
const fromText = (tokens: readonly Token[]) => tokens.filter((token) => !token.special);

describe('the reference', () => {
  test.each(golden)('is equalled in ids, pieces and offsets: $text', ({ text, ids, tokens, offsets_utf16 }) => {
    const encoded = tokenizer.encode(text);
    expect(encoded.map(({ text }) => text)).toEqual(tokens);
    expect(encoded.map(({ id }) => id)).toEqual(ids);
    expect(encoded.map(({ start, end }) => [start, end])).toEqual(offsets_utf16);
  });

  test.each(golden)('is equalled by what pipelines get: $text', ({ text, ids }) => {
    expect(tokenizer.pretrained.encode(text)).toEqual(ids);
  });

  test('counts words of each text from 0, added tokens that the reader typed among them', () => {
    const words = tokenizer.encode("is the [MASK] of [SEP][CLS]x don't").map(({ text, word }) => [text, word]);
    expect(words).toEqual([
      ['[CLS]', null],
      ['is', 0],
      ['the', 1],
      ['[MASK]', 2],
      ['of', 3],
      ['[SEP]', 4],
      ['[CLS]', 5],
      ['x', 6],
      ['don', 7],
      ["'", 8],
      ['t', 9],
      ['[SEP]', null],
    ]);
  });

  test('keeps the pieces of a word together where a format character is dropped from it', () => {
    expect(fromText(tokenizer.encode('x\u{e0001}y'))).toMatchObject([
      { text: 'x', start: 0, end: 1, word: 0 },
      { text: '##y', start: 3, end: 4, word: 0 },
    ]);
  });
});

describe('the template', () => {
  test('is all that an empty text, or one of which nothing survives, has', () => {
    for (const text of ['', ' \u0301 ', '\u200b\ufffd\0', '\ud800']) {
      expect(tokenizer.encode(text).map((token) => token.text)).toEqual(['[CLS]', '[SEP]']);
    }
  });

  test('marks only its own tokens as special, without a place in the text', () => {
    const tokens = tokenizer.encode('[SEP] a', '[MASK]');
    expect(tokens.map(({ text, special, type }) => [text, special, type])).toEqual([
      ['[CLS]', true, 0],
      ['[SEP]', false, 0],
      ['a', false, 0],
      ['[SEP]', true, 0],
      ['[MASK]', false, 1],
      ['[SEP]', true, 1],
    ]);
    expect(tokens[1]).toMatchObject({ start: 0, end: 5 });
    expect(tokens.filter(({ special }) => special)).toSatisfy((added: Token[]) =>
      added.every(({ start, end, word }) => start === 0 && end === 0 && word === null),
    );
  });

  test('of a pair joins the two single texts, the second of type 1 and its [CLS] left out', () => {
    fc.assert(
      fc.property(awkwardText, awkwardText, (text, textPair) => {
        const second = tokenizer.encode(textPair).slice(1);
        expect(tokenizer.encode(text, textPair)).toEqual([
          ...tokenizer.encode(text),
          ...second.map((token) => ({ ...token, type: 1 })),
        ]);
      }),
    );
  });
});

test('the tokens of a long text are those of its parts, each at its place', () => {
  const part = "Snowboarding isn't fun: [MASK] é\u0301 東京. ";
  const once = tokenizer.encode(part).slice(1, -1);
  const words = once.at(-1)!.word! + 1;
  const repeats = 500;
  const expected = Array.from({ length: repeats }, (_, at) =>
    once.map((token) => ({
      ...token,
      start: token.start + at * part.length,
      end: token.end + at * part.length,
      word: token.word! + at * words,
    })),
  ).flat();
  expect(tokenizer.encode(part.repeat(repeats)).slice(1, -1)).toEqual(expected);
});

test('one by one they are the same tokens', () => {
  fc.assert(
    fc.property(awkwardText, fc.option(awkwardText, { nil: undefined }), (text, textPair) => {
      expect([...tokenizer.stream(text, textPair)]).toEqual(tokenizer.encode(text, textPair));
    }),
  );
});

describe('offsets', () => {
  const addedTokens = new Set(tokenizer.pretrained.added_tokens.map(({ content }) => content));

  test('never go back, stay within the text and never part a surrogate pair', () => {
    fc.assert(
      fc.property(awkwardText, (text) => {
        let previous = { start: 0, end: 0 };
        for (const { start, end } of fromText(tokenizer.encode(text))) {
          expect(start).toBeGreaterThanOrEqual(previous.start);
          expect(end).toBeGreaterThanOrEqual(previous.end);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect([start, end].map((unit) => splitsPair(text, unit))).toEqual([false, false]);
          previous = { start, end };
        }
      }),
      { numRuns: 500 },
    );
  });

  test('cut out what normalises to the piece, or to more of it where one character became several pieces', () => {
    fc.assert(
      fc.property(awkwardText, (text) => {
        const tokens = fromText(tokenizer.encode(text));
        tokens.forEach((token, index) => {
          if (token.text === '[UNK]') return;
          const slice = text.slice(token.start, token.end);
          const piece = token.text.replace(/^##/, '');
          const spelled = addedTokens.has(slice) ? slice : normalize(slice).text.trim();
          const shared = sharesCharacter(token, tokens[index - 1]) || sharesCharacter(token, tokens[index + 1]);
          if (shared) expect(spelled).toContain(piece);
          else expect(spelled).toBe(piece);
        });
      }),
      { numRuns: 500 },
    );
  });

  test('leave out only what normalises to nothing or to a space', () => {
    fc.assert(
      fc.property(awkwardText, (text) => {
        const uncovered = text.split('');
        for (const { start, end } of fromText(tokenizer.encode(text))) uncovered.fill(' ', start, end);
        expect(normalize(uncovered.join('')).text.trim()).toBe('');
      }),
      { numRuns: 500 },
    );
  });

  function sharesCharacter(token: Token, neighbour: Token | undefined): boolean {
    return neighbour !== undefined && neighbour.start < token.end && token.start < neighbour.end;
  }

  function splitsPair(text: string, unit: number): boolean {
    return /[\ud800-\udbff]/.test(text.charAt(unit - 1)) && /[\udc00-\udfff]/.test(text.charAt(unit));
  }
});

describe('the words', () => {
  test('are numbered without a gap, and a long one is a single [UNK]', () => {
    fc.assert(
      fc.property(awkwardText, (text) => {
        let last = -1;
        for (const { word } of fromText(tokenizer.encode(text))) {
          expect([last, last + 1]).toContain(word);
          last = word ?? -1;
        }
      }),
    );
    expect(fromText(tokenizer.encode(`a ${'b'.repeat(100_000)} c`))).toMatchObject([
      { text: 'a', word: 0 },
      { text: '[UNK]', start: 2, end: 100_002, word: 1 },
      { text: 'c', word: 2 },
    ]);
  });

  test('may have 100 characters, counted as characters and not as UTF-16 units', () => {
    const letters = (count: number) => fromText(tokenizer.encode('x'.repeat(count))).map((token) => token.text);
    expect(letters(100)).not.toContain('[UNK]');
    expect(letters(101)).toEqual(['[UNK]']);
  });
});

describe('transformers.js', () => {
  const stock = new BertTokenizer(tokenizerJson, tokenizerConfig);

  test('agrees on ASCII without our stages', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), (text) => {
        expect(ids(tokenizer.encode(text))).toEqual(stock.encode(text));
      }),
      { numRuns: 500 },
    );
  });

  test('disagrees beyond Latin without our stages', () => {
    for (const text of ['हिन्दी', 'שָׁלוֹם', 'でガ', 'ΟΔΟΣ', '\u{20bb7}a']) {
      expect(stock.encode(text)).not.toEqual(ids(tokenizer.encode(text)));
    }
  });

  test('gets our ids and types through its own call, padded, truncated and paired', () => {
    const texts = ['हिन्दी [MASK]', 'でガ and more words', ''];
    const batch = tokenizer.pretrained(texts, { padding: true, truncation: true, max_length: 6, return_tensor: false });
    const padded = (text: string) => [...ids(tokenizer.encode(text)), 0, 0, 0, 0].slice(0, 6);
    expect(batch.input_ids).toEqual(texts.map(padded));

    const pair = tokenizer.pretrained('한국어', { text_pair: 'şey', return_tensor: false });
    const encoded = tokenizer.encode('한국어', 'şey');
    expect(pair.input_ids).toEqual(ids(encoded));
    expect(pair.token_type_ids).toEqual(encoded.map(({ type }) => type));
  });

  test('decodes our ids as before', () => {
    expect(tokenizer.pretrained.decode(ids(tokenizer.encode('Unbelievable, isn’t it?')))).toBe(
      stock.decode(stock.encode('Unbelievable, isn’t it?')),
    );
  });
});

test('a configuration whose [CLS] is missing or unknown is refused', () => {
  const withCls = (cls_token?: string) => () =>
    createTokenizer(tokenizerJson, { ...(tokenizerConfig as object), cls_token });
  expect(withCls()).toThrow('tokenizer_config.json: expected cls_token to be in the vocabulary, found ""');
  expect(withCls('<s>')).toThrow('tokenizer_config.json: expected cls_token to be in the vocabulary, found "<s>"');
});
