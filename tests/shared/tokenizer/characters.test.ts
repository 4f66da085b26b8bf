import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createNormalizer } from '../../../shared/tokenizer/normalization.ts';
import { splitWords } from '../../../shared/tokenizer/words.ts';

// The digests are of what Hugging Face `tokenizers` 0.23.3 makes of every character between two letters.

test('each of 1,112,064 characters normalises as in the reference', () => {
  const normalize = createNormalizer({
    cleanText: true,
    handleChineseChars: true,
    stripAccents: true,
    lowercase: true,
  });
  const changed: string[] = [];
  for (const character of everyCharacter()) {
    const { text } = normalize(character);
    if (text !== character) changed.push(`${hex(character)} ${Array.from(text, hex).join(' ')}\n`);
  }
  expect(changed.length).toBe(233_851);
  expect(sha256(changed)).toBe('6e76eddab98773fa224ecbac60e17170907cec4fbad38bdbf9c960754af4355a');
});

test('each of 1,112,064 characters separates words, stands alone or does neither as in the reference', () => {
  const separating: string[] = [];
  for (const character of everyCharacter()) {
    const words = [...splitWords(`a${character}b`)].length;
    if (words !== 1) separating.push(`${hex(character)} ${words}\n`);
  }
  expect(separating.length).toBe(751);
  expect(sha256(separating)).toBe('9c1bac21dde927652cf2f0bd982214597b005bf80783d7a7411103c49289bb9e');
});

function* everyCharacter(): Generator<string> {
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    if (codePoint < 0xd800 || codePoint > 0xdfff) yield String.fromCodePoint(codePoint);
  }
}

function hex(character: string): string {
  return character.codePointAt(0)!.toString(16);
}

function sha256(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('')).digest('hex');
}
