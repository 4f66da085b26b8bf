import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWordPiece } from '../../../../shared/tokenizer/word-piece.ts';
import { firstWord, matchSteps } from '../../../../site/figures/longest-match/match-steps.ts';
import { drawnTries, lettersOf, mostTries, triesOf } from '../../../../site/figures/word-rail/tries.ts';
import { presetTensors } from '../../../../site/first-paint/preset-trace.ts';

/** A word of two letters with the vocabulary that cuts it. */
const cutWords = fc.tuple(
  fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 4 })),
  fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 28 }),
);

describe('the tries on a word', () => {
  it('of "embeddings" are 18: nine for em, six for ##bed, two for ##ding, one for ##s', async () => {
    const { tokens } = await presetTensors({ text: 'embeddings', pair: '' }, ['mixing.0']);
    const steps = matchSteps(firstWord(tokens).pieces);
    const tries = triesOf(steps);
    expect(lettersOf(steps).join('')).toBe('embeddings');
    expect(tries.filter(({ isFound }) => isFound).map(({ spelled }) => spelled)).toEqual([
      'em',
      '##bed',
      '##ding',
      '##s',
    ]);
    expect([0, 1, 2, 3].map((one) => tries.filter(({ piece }) => piece === one).length)).toEqual([9, 6, 2, 1]);
    expect(tries[1]).toEqual({ piece: 0, start: 0, end: 9, spelled: 'embedding', isFound: false });
  });

  it('cover the letters that they spell, get shorter by one, and are in the vocabulary only where found', () => {
    fc.assert(
      fc.property(cutWords, ([own, word]) => {
        const vocabulary = new Set(['a', 'b', '##a', '##b', ...own, ...own.map((piece) => `##${piece}`)]);
        const cut = createWordPiece(vocabulary, { unknownToken: '[UNK]', maxInputCharsPerWord: 100 });
        const tries = triesOf(matchSteps(cut(word)));
        for (const [index, { start, end, spelled, isFound, piece }] of tries.entries()) {
          expect((start > 0 ? '##' : '') + word.slice(start, end)).toBe(spelled);
          expect(vocabulary.has(spelled)).toBe(isFound);
          const next = tries[index + 1];
          if (next?.piece === piece) expect([next.start, next.end]).toEqual([start, end - 1]);
          else if (next) expect([next.start, next.end]).toEqual([end, word.length]);
        }
        expect(tries.at(-1)!.end).toBe(word.length);
      }),
    );
  });

  it('are all drawn up to a bound; of more, every piece that is found and the first tries of each, in their order', () => {
    fc.assert(
      fc.property(cutWords, ([own, word]) => {
        const vocabulary = new Set(['a', 'b', '##a', '##b', ...own, ...own.map((piece) => `##${piece}`)]);
        const cut = createWordPiece(vocabulary, { unknownToken: '[UNK]', maxInputCharsPerWord: 100 });
        const tries = triesOf(matchSteps(cut(word)));
        const drawn = drawnTries(tries);
        expect(drawn.length).toBeLessThanOrEqual(mostTries);
        if (tries.length <= mostTries) expect(drawn).toEqual(tries);
        expect(drawn.filter(({ isFound }) => isFound)).toEqual(tries.filter(({ isFound }) => isFound));
        expect(drawn).toEqual(tries.filter((one) => drawn.includes(one)));
      }),
    );
  });

  it('are none on no word', () => {
    expect(triesOf([])).toEqual([]);
    expect(lettersOf([])).toEqual([]);
    expect(drawnTries([])).toEqual([]);
  });
});

it('"unhappiness" is cut as the chapter says: not behind un- and happi-', async () => {
  const { tokens } = await presetTensors({ text: 'unhappiness', pair: '' }, ['mixing.0']);
  const { pieces } = firstWord(tokens);
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces[1]).not.toBe('##happi');
});
