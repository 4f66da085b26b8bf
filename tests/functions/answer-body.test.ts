import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodedText } from '../../shared/api/answer/encoded-text.ts';

it('text in parts comes as the UTF-8 of the whole, in one page, whatever the parts and the size of the page', () => {
  const parts = fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { maxLength: 20 });
  fc.assert(
    fc.property(parts, fc.integer({ min: 4, max: 40 }), (parts, pageBytes) => {
      const page = new ArrayBuffer(pageBytes);
      const bytes: number[] = [];
      for (const chunk of encodedText(parts, page)) {
        expect(chunk.buffer).toBe(page);
        bytes.push(...chunk);
      }
      expect(new TextDecoder().decode(Uint8Array.from(bytes))).toBe(parts.join(''));
    }),
  );
});
