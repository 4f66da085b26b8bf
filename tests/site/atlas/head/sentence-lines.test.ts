import { describe, expect, it } from 'vitest';
import { textWidth } from '../../../../site/atlas/head/letter-widths.ts';
import { apart, sentenceLines, sentenceSize } from '../../../../site/atlas/head/sentence-lines.ts';
import { readAtlas } from '../../../../site/first-paint/read-atlas.ts';

/** The words as one text. */
function written(words: readonly string[]): string {
  const spaces = apart(words);
  return words.map((word, index) => (spaces[index] ? ` ${word}` : word)).join('');
}

describe('words of a treebank as they are written', () => {
  it.each([
    [['It', '’s', 'un-detectable', ',', 'is', "n't", 'it', '?'], "It’s un-detectable, isn't it?"],
    [['ruled', '(', '830', '–', '846', ')', '.'], 'ruled (830 – 846).'],
    [['"', 'Go', '"', ',', 'he', 'said', ',', '"', 'now', '.', '"'], '"Go", he said, "now."'],
    [['“', 'No', '”', '50', '%', 'of', '$', '3'], '“No” 50% of $3'],
  ])('%j', (words, text) => expect(written(words)).toBe(text));
});

describe('sentences in lines', () => {
  const sentences = readAtlas().example_sentences;

  it('no line is wider than the drawing, words follow each other, none is lost', () => {
    for (const { words } of sentences) {
      const placed = sentenceLines(words);
      expect(placed.map(({ text }) => text)).toEqual(words);
      placed.forEach(({ left, width, line }, index) => {
        expect(left + width).toBeLessThanOrEqual(sentenceSize.width + 1e-9);
        const before = placed[index - 1];
        if (before?.line === line) expect(left).toBeGreaterThanOrEqual(before.left + before.width - 1e-9);
        else expect([left, line]).toEqual([0, before ? before.line + 1 : 0]);
      });
    }
  });

  it('no line begins with punctuation that leans on the word before', () => {
    const first = sentences.flatMap(({ words }) => sentenceLines(words).filter(({ left }) => left === 0));
    expect(first.filter(({ text }) => /^[,.;:!?)’]/.test(text))).toEqual([]);
  });

  it('widths grow with the letters and with the size of the face', () => {
    expect(textWidth('W', 1000)).toBe(1005);
    expect(textWidth('il', 10)).toBeCloseTo(6.58);
    expect(textWidth('mm', 34)).toBe(2 * textWidth('mm', 17));
  });
});
