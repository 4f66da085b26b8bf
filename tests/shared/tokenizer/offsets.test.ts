import { expect, test } from 'vitest';
import { createNormalizer } from '../../../shared/tokenizer/normalization.ts';
import { alignPieces } from '../../../shared/tokenizer/offsets.ts';

const normalize = createNormalizer({ cleanText: true, handleChineseChars: true, stripAccents: true, lowercase: true });

function align(text: string, pieces: readonly string[]): string[] {
  const normalized = normalize(text);
  return alignPieces(pieces, { start: 0, end: normalized.text.length }, normalized).map(({ start, end }) =>
    text.slice(start, end),
  );
}

test('pieces consume the word in order, dropped characters between them belong to none', () => {
  expect(align('CRÈ\u00adME', ['cr', '##eme'])).toEqual(['CR', 'È\u00adME']);
  expect(align('zero\u200bwidth', ['zero', '##wi', '##dt', '##h'])).toEqual(['zero', 'wi', 'dt', 'h']);
});

test('a single [UNK] takes the whole word', () => {
  expect(align('x👩\u200d👧', ['[UNK]'])).toEqual(['x👩\u200d👧']);
});

test('pieces of one character all point at it', () => {
  expect(align('한', ['\u1112', '##\u1161', '##\u11ab'])).toEqual(['한', '한', '한']);
});
