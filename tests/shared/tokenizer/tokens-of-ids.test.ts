import { beforeAll, describe, expect, it } from 'vitest';
import type { Bert } from '../../../shared/model/bert.ts';
import { tokensOfIds } from '../../../shared/tokenizer/tokens-of-ids.ts';
import { loadServed } from '../model/served-models.ts';

let bert: Bert;
beforeAll(async () => {
  bert = await loadServed('all-MiniLM-L6-v2');
});

const spelled = (ids: readonly number[], types?: readonly number[]) => tokensOfIds(ids, types, (id) => bert.word(id));

describe('tokensOfIds', () => {
  it.each([
    ['snowboarding is fun', undefined],
    ['the cat sat', 'it was unbelievably tired'],
    ['[MASK] and [UNK]', undefined],
  ])(
    'gives for the ids of %j and %j the tokens that the text has, where it is spelled as the pieces are',
    (text, pair) => {
      const tokens = bert.tokenize(text, pair);
      const { tokens: found, texts } = spelled(
        tokens.map(({ id }) => id),
        tokens.map(({ type }) => type),
      );
      expect(texts).toEqual([text, pair ?? '']);
      expect(found).toEqual(tokens);
    },
  );

  it('takes a piece that continues nothing for a word, and keeps its spelling', () => {
    const [cls, board, ing] = [101, bert.wordId('##board'), bert.wordId('##ing')];
    const { tokens, texts } = spelled([cls, board, ing]);
    expect(texts).toEqual(['##boarding', '']);
    expect(tokens.map(({ word }) => word)).toEqual([null, 0, 0]);
  });

  it('points with every offset at its piece, whatever the ids', () => {
    const ids = Array.from({ length: 512 }, (_, index) => (index * 7919) % 30_522);
    const { tokens, texts } = spelled(ids);
    for (const { text, start, end, special } of tokens) {
      const piece = texts[0].slice(start, end);
      if (!special) expect([text, `##${piece}`, piece]).toContain(text);
      if (!special) expect(text.endsWith(piece)).toBe(true);
    }
  });
});
