import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../shared/tokenizer/normalization.ts';
import { awkwardText } from './awkward-texts.ts';

const none = { cleanText: false, handleChineseChars: false, stripAccents: false, lowercase: false };
const all = { cleanText: true, handleChineseChars: true, stripAccents: true, lowercase: true };

describe('each step alone', () => {
  test('none leaves any text as it is, lone surrogates too', () => {
    const normalize = createNormalizer(none);
    fc.assert(
      fc.property(awkwardText, (text) => {
        expect(normalize(text).text).toBe(text);
      }),
    );
  });

  test('cleanText drops what has no glyph and makes every whitespace a space', () => {
    const { text } = createNormalizer({ ...none, cleanText: true })('a\0b\ufffdc\u200bd\ud83de\t\n\u3000\u2028É東');
    expect(text).toBe('abcde    É東');
  });

  test('handleChineseChars puts spaces around ideographs, outside the basic plane too, and not around kana', () => {
    const { text } = createNormalizer({ ...none, handleChineseChars: true })('a東\u{20bb7}か');
    expect(text).toBe('a 東  \u{20bb7} か');
  });

  test('stripAccents drops the marks of any script', () => {
    const { text } = createNormalizer({ ...none, stripAccents: true })('É שָׁ हि न् が ế');
    expect(text).toBe('E ש हि न か e');
  });

  test('lowercase goes character by character', () => {
    const { text } = createNormalizer({ ...none, lowercase: true })('ΟΔΟΣ İ É');
    expect(text).toBe('οδοσ i\u0307 é');
  });
});

describe('the way back', () => {
  test('points at the character behind each unit', () => {
    expect(createNormalizer(all)('\u0301é한東😀')).toEqual({
      text: 'e\u1112\u1161\u11ab 東 😀',
      starts: [1, 2, 2, 2, 3, 3, 3, 4, 4],
      ends: [2, 3, 3, 3, 4, 4, 4, 6, 6],
    });
  });

  test('counts from the offset of a stretch', () => {
    expect(createNormalizer(all)('\0b', 5)).toEqual({ text: 'b', starts: [6], ends: [7] });
  });

  test('gives what normalising that character alone gives', () => {
    const normalize = createNormalizer(all);
    fc.assert(
      fc.property(awkwardText, (text) => {
        const { text: normalized, starts, ends } = normalize(text);
        expect([starts.length, ends.length]).toEqual([normalized.length, normalized.length]);
        starts.forEach((start, unit) => {
          expect(normalize(text.slice(start, ends[unit])).text).toContain(normalized[unit]);
        });
      }),
    );
  });
});

test('normalising twice changes only the spaces around ideographs', () => {
  const normalize = createNormalizer(all);
  const once = (text: string) => normalize(text).text;
  fc.assert(
    fc.property(awkwardText, (text) => {
      expect(once(once(text)).replaceAll(' ', '')).toBe(once(text).replaceAll(' ', ''));
    }),
  );
});
