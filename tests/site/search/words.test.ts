import { describe, expect, it } from 'vitest';
import { askedWords, wordsOf } from '../../../site/search/words.ts';

describe('the words of a text', () => {
  it.each([
    ['attention_probs', ['attention_probs', 'attention', 'probs', 'attentionprobs']],
    ['W_O', ['w_o', 'w', 'o', 'wo']],
    ['feed-forward', ['feed-forward', 'feed', 'forward', 'feedforward']],
    ['head 9-11', ['head', '9-11', '9', '11', '911']],
    ['##ing', ['##ing', 'ing']],
    ['attention.self.query', ['attention.self.query', 'attention', 'self', 'query', 'attentionselfquery']],
    ['Café', ['cafe']],
    ['the token’s', ['the', 'token']],
  ])('%s is found as %j', (text, forms) => {
    expect(wordsOf(text).flatMap((word) => word.forms)).toEqual(forms);
  });

  it('are where they stand, without the brackets and stops around them', () => {
    const text = 'Of `[SEP]`, (3,072) units.';
    expect(wordsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Of', 'SEP', '3', '072', 'units']);
  });
});

describe('what is looked for', () => {
  it('is each word as a whole, so that a name does not find all that has a part of it', () => {
    expect(askedWords('attention_probs [SEP] W_O')).toEqual(['attention_probs', 'sep', 'w_o']);
  });
});
