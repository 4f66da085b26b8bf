import { describe, expect, it } from 'vitest';
import { beyondLimit, fittingText } from '../../../site/sentence/fitting-text.ts';
import { unlearned } from '../../../site/sentence/unlearned.ts';
import { tokenizer } from '../../shared/tokenizer/tokenizer-files.ts';

const remarks = (text: string, pair = '') => unlearned(tokenizer.encode(text, pair || undefined), text, pair);

describe('what this BERT never learned', () => {
  it.each([
    'The cat sat on the mat because it was tired.',
    'Tokenization splits embeddings into wordpieces like snowboarding.',
    'Paris is the [MASK] of France.',
    'Café naïve [UNK] x = f(y) + 3.14; if (a && b) { return; }',
    'I am AFK.',
  ])('is nothing in %s', (text) => expect(remarks(text)).toEqual([]));

  it.each([
    ['🙂🙂 and 👍', '“🙂🙂” and “👍”'],
    ['Hi 🙂', '“🙂”'],
    ['𓀀 𒀀 🦀 🐙', '“𓀀”, “𒀀”, “🦀” and 1 more'],
  ])('are the unknown words of %s', (text, named) => {
    expect(remarks(text)).toEqual([
      `BERT never learned ${named}. It reads “[UNK]”, unknown, in that place, whatever stood there.`,
    ]);
  });

  it.each(['مرحبا', 'שלום עולם', 'ሰላም'])('is said of %s in one remark at most', (text) => {
    expect(remarks(text).length).toBe(1);
  });

  it('is looked for in the second text too, and Chinese is read by character', () => {
    expect(remarks('Hello.', '你好世界 🙂')).toHaveLength(2);
  });
});

describe('a text that is too long', () => {
  const tooLong = (text: string, pair = '') => ({
    sentence: { text, pair },
    tokens: tokenizer.encode(text, pair || undefined),
  });

  it('fits when its end is cut off, in front of the first token that is too many', () => {
    const asked = tooLong('word '.repeat(513).trim());
    const { text } = fittingText(asked);
    expect(tokenizer.encode(text)).toHaveLength(512);
    expect(beyondLimit(asked).flatMap((beyond, index) => (beyond ? [index] : []))).toEqual([511, 512, 513]);
  });

  it('is cut in the longer of two texts first', () => {
    const asked = tooLong('word '.repeat(600).trim(), 'It was tired.');
    const { text, pair } = fittingText(asked);
    expect(pair).toBe('It was tired.');
    expect(tokenizer.encode(text, pair)).toHaveLength(512);
  });
});
