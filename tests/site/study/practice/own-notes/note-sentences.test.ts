import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestPart, noteSentences } from '../../../../../site/study/practice/own-notes/note-sentences.ts';
import { planNotes } from '../../../../../site/study/practice/own-notes/plan.ts';

const texts = (notes: string) => noteSentences(notes).map(({ text }) => text);

describe('noteSentences', () => {
  it('cuts at the ends of sentences and paragraphs, and joins lines that their width broke', () => {
    const notes = 'Softmax sharpens. It is applied\nto each row.\r\n\r\nHeads work side by side\n\n';
    expect(texts(notes)).toEqual(['Softmax sharpens.', 'It is applied to each row.', 'Heads work side by side']);
  });

  it('leaves out the marks of lists and headings', () => {
    expect(texts('# Attention\n- A query asks.\n* A key answers.\n  • A value is handed over.')).toEqual([
      'Attention',
      'A query asks.',
      'A key answers.',
      'A value is handed over.',
    ]);
  });

  it.each([
    '-40 degrees Celsius is the same as -40 degrees Fahrenheit.',
    '*it* looks at *cat* in layer 9.',
    '#1 on the list is attention.',
    '>50 % of the weight goes to [SEP].',
    '_snake_case_ and `code` stay, and so do {braces}, [[links]] and <b>tags</b>.',
    '•one word, no list.',
    '–5 is less than 3.',
    '2 * 3 - 1 = 5 is a sum.',
  ])('keeps every character of "%s"', (sentence) => {
    expect(texts(sentence)).toEqual([sentence]);
    expect(texts(`- ${sentence}`)).toEqual([sentence]);
    expect(texts(`> - ${sentence}`)).toEqual([sentence]);
  });

  it.each([
    ['Dr. Smith met Mr. J. R. Jones in St. Louis. They talked.', 2],
    ['Many heads, e.g. Layer 9, look back. Others do not.', 2],
    ['Devlin et al. BERT was trained on books. It is old.', 2],
    ['It is 3.14 and not 3. That is right.', 2],
    ['“Stop.” He left. “Why?” she asked.', 3],
    ['See Fig. A for more, i.e. The first one. Done.', 2],
    ['这是第一句。这是第二句。', 2],
    ['The U.S. Army uses v. 2 of it... and more! Really?', 2],
  ])('finds the sentences of "%s"', (notes, count) => {
    expect(texts(notes)).toHaveLength(count);
  });

  it('finds nothing in nothing', () => {
    for (const notes of ['', ' \n\t ', '---\n***']) expect(texts(notes)).toEqual([]);
  });

  const units = fc.string({
    unit: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('a', 'bc', 'Def', '7', ' ', '. ', '! ', '\n', '\r\n', '- ', '# ') },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constantFrom('é', '漢', '😀', '👩‍👩‍👧', '\u00a0', 'x'.repeat(600), '😀'.repeat(300)) },
    ),
    maxLength: 80,
  });

  it('gives parts in order that do not overlap, stand where they say, are short enough and lose no letter or digit', () => {
    fc.assert(
      fc.property(units, (notes) => {
        let outside = '';
        let last = 0;
        for (const { text, start, end } of noteSentences(notes)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(text).not.toBe('');
          expect(text.length).toBeLessThanOrEqual(longestPart);
          expect(notes.slice(start, end).replace(/\s+/gu, ' ')).toBe(text);
          outside += notes.slice(last, start);
          last = end;
        }
        expect(outside + notes.slice(last)).not.toMatch(/[\p{L}\p{N}]/u);
      }),
      { numRuns: 300 },
    );
  });

  it('never cuts a character of two units in half', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 240, max: 700 }), (letters, faces) => {
        const notes = 'a'.repeat(letters) + '😀'.repeat(faces);
        expect(texts(notes).every((text) => text.isWellFormed())).toBe(true);
        expect(texts(notes).join('')).toBe(notes);
      }),
    );
  });
});

describe('planNotes', () => {
  it('keeps sentences of five words or more, each once, in an order that the seed decides', () => {
    const lines = Array.from({ length: 12 }, (_, index) => `Sentence number ${index} has its own words here.`);
    const notes = [...lines, lines[0], 'Too short.'].join('\n');
    const plan = planNotes(notes, 7);
    expect(plan.askable).toBe(12);
    expect(plan.sentences.map(({ text }) => text).toSorted()).toEqual(lines.toSorted());
    expect(planNotes(notes, 7)).toEqual(plan);
    expect(planNotes(notes, 8)).not.toEqual(plan);
  });

  it('reads a book of notes', () => {
    const often = 'Every token asks every other token a question. '.repeat(1000);
    const book = `${often}The answers are weighted and then added.`;
    expect(planNotes(book, 1).askable).toBe(2);
  });
});
