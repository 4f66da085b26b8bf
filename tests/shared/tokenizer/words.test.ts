import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitStretches, splitWords } from '../../../shared/tokenizer/words.ts';
import { awkwardText } from './awkward-texts.ts';

const spelled = (text: string) => Array.from(splitWords(text), ({ start, end }) => text.slice(start, end));

test('whitespace separates and every punctuation character stands alone', () => {
  expect(spelled("  don't\tgo…(now) \u3000")).toEqual(['don', "'", 't', 'go', '…', '(', 'now', ')']);
});

test('ASCII symbols count as punctuation, other symbols do not', () => {
  expect(spelled('$5+1 €5±1')).toEqual(['$', '5', '+', '1', '€5±1']);
});

test('punctuation outside the basic plane is one word of two units', () => {
  expect([...splitWords('a\u{10100}b')]).toEqual([
    { start: 0, end: 1 },
    { start: 1, end: 3 },
    { start: 3, end: 4 },
  ]);
});

test('stretches of a section follow one another to its end, and none but the first begins inside a word', () => {
  const words = fc.array(fc.oneof(fc.constant('word'), fc.constant('x'.repeat(5000)), fc.constant('\t')), {
    maxLength: 3000,
  });
  fc.assert(
    fc.property(words, (parts) => {
      const text = parts.join(' ');
      const section = { start: Math.min(3, text.length), end: Math.max(3, text.length - 2) };
      let { start } = section;
      for (const stretch of splitStretches(text, section)) {
        expect(stretch.start).toBe(start);
        if (start > section.start) expect(text[start]).toBe(' ');
        start = stretch.end;
      }
      expect(start).toBe(section.end);
    }),
  );
});

test('words are in order, apart, and leave out nothing but whitespace', () => {
  fc.assert(
    fc.property(awkwardText, (text) => {
      let previous = 0;
      for (const { start, end } of splitWords(text)) {
        expect(text.slice(previous, start)).toMatch(/^\p{White_Space}*$/u);
        expect(text.slice(start, end)).toMatch(/^\P{White_Space}+$/u);
        previous = end;
      }
      expect(text.slice(previous)).toMatch(/^\p{White_Space}*$/u);
    }),
  );
});
