import { expect, test } from 'vitest';
import { crc32c, crc32cHex } from '../../../shared/tensors/crc32c.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('the checksum of "123456789" is e3069283, the check value of CRC32C', () => {
  expect(crc32cHex(crc32c(bytes('123456789')))).toBe('e3069283');
});

// RFC 3720, appendix B.4
test.each([
  ['32 zero bytes', new Uint8Array(32), '8a9136aa'],
  ['32 bytes of ones', new Uint8Array(32).fill(0xff), '62a8ab43'],
  ['32 rising bytes', Uint8Array.from({ length: 32 }, (_, k) => k), '46dd794e'],
  ['32 falling bytes', Uint8Array.from({ length: 32 }, (_, k) => 31 - k), '113fdb5c'],
])('the checksum of %s is that of the RFC', (_, data, expected) => {
  expect(crc32cHex(crc32c(data))).toBe(expected);
});

test('bytes that arrive in pieces have the checksum of the whole, wherever they are cut', () => {
  const whole = bytes('The cat sat on the mat because it was tired.');
  for (let cut = 0; cut <= whole.length; cut++) {
    expect(crc32c(whole.subarray(cut), crc32c(whole.subarray(0, cut)))).toBe(crc32c(whole));
  }
});

test('a checksum below 2^28 keeps its leading zeros in hexadecimal', () => {
  expect(crc32cHex(0xabc)).toBe('00000abc');
});
