import { describe, expect, it } from 'vitest';
import { decodeText, isJson } from '../../../../site/study/cards/read-file.ts';

const bytes = (...all: (number | string)[]) =>
  new Uint8Array(Buffer.concat(all.map((one) => (typeof one === 'string' ? Buffer.from(one) : Buffer.from([one])))));
const utf16 = (text: string, isBig: boolean) => {
  const little = Buffer.from(`\ufeff${text}`, 'utf16le');
  return new Uint8Array(isBig ? little.swap16() : little);
};

describe('the bytes of a file', () => {
  it('are UTF-8, with its mark or without, or UTF-16 that says so', () => {
    for (const all of [bytes('é\t漢'), bytes(0xef, 0xbb, 0xbf, 'é\t漢'), utf16('é\t漢', false), utf16('é\t漢', true)])
      expect(decodeText(all)).toBe('é\t漢');
    expect(decodeText(bytes())).toBe('');
  });

  it.each([
    ['Latin-1', bytes('caf', 0xe9, '\tx'), 'Expected text in UTF-8'],
    ['a cut character', bytes('a', 0xe6, 0xbc), 'Expected text in UTF-8'],
    ['UTF-16 without its mark', new Uint8Array(Buffer.from('ab', 'utf16le')), 'zero bytes'],
    ['half a UTF-16 character', bytes(0xff, 0xfe, 0x00, 0xd8), 'Expected text in UTF-16'],
    ['an Anki package', bytes('PK', 3, 4), 'Notes in Plain Text'],
  ])('are refused with words: %s', (_, all, words) => {
    expect(() => decodeText(all)).toThrow(words);
  });
});

describe('a text is JSON', () => {
  it.each(['{"version":1,"cards":[]}', ' \n{ "cards": []}', '[1]', '{}', '{"cut":'])('%j', (text) => {
    expect(isJson(text)).toBe(true);
  });
  it.each(['', '7', '"a"\t"b"', '{{c1::a}}\tb', '[sound:a]\tb', '{a}\tb', '{ x }, y'])('not %j', (text) => {
    expect(isJson(text)).toBe(false);
  });
});
