import { beforeAll, describe, expect, it } from 'vitest';
import { offsetCount } from '../../../shared/analysis/usual-weight.ts';
import { type Find, leastScore, type StandingToken, whatStandsOut } from '../../../shared/analysis/what-stands-out.ts';
import type { Bert } from '../../../shared/model/bert.ts';
import usualWeights from '../../../site/content/usual-weights.json' with { type: 'json' };
import { findsOf } from '../../../tools/usual-weights/measure-usual-weights.ts';
import { loadServed } from '../model/served-models.ts';

/** One head everywhere as likely to give 1/64. */
const usual = Array(offsetCount).fill(1 / 64);
const sentence = (...texts: string[]): StandingToken[] =>
  texts.map((text, word) => ({ text, word, type: 0, special: text.startsWith('[') }));

/** One head whose row `from` gives `weight` to `to`, and the rest to the first token; lengths are weights times `lengths`. */
function head(n: number, weights: readonly [from: number, to: number, weight: number][], lengths = Array(n).fill(1)) {
  const attentions = new Float32Array(n * n);
  for (let row = 0; row < n; row++) attentions[row * n] = 1;
  for (const [from, to, weight] of weights) {
    attentions[from * n] = attentions[from * n]! - weight;
    attentions[from * n + to] = weight;
  }
  return { attentions, norms: attentions.map((weight, index) => weight * lengths[index % n]!) };
}

describe('whatStandsOut', () => {
  const tokens = sentence('[CLS]', 'a', 'b', 'c');

  it('scores share of length times bits over the usual weight: half the weight, all of the length, 5 bits', () => {
    const found = whatStandsOut(tokens, [head(4, [[2, 1, 0.5]], [0, 1, 1, 1])], usual);
    expect(found).toEqual([{ layer: 0, head: 0, from: 2, to: 1, weight: 0.5, usual: 1 / 64, share: 1, score: 5 }]);
  });

  it('takes the length, not the weight, for the share', () => {
    const [find] = whatStandsOut(tokens, [head(4, [[2, 1, 0.5]], [1, 3, 1, 1])], usual);
    expect([find?.share, find?.score]).toEqual([0.75, 3.75]);
  });

  it('is nothing below the least score', () => {
    expect(whatStandsOut(tokens, [head(4, [[2, 1, 0.5]], [1, 1, 1, 1])], usual)).toEqual([]);
    expect(leastScore).toBe(3);
  });

  it('leaves out special tokens, punctuation and the token itself', () => {
    const texts = sentence('[CLS]', 'a', '.', '[SEP]');
    const all = head(4, [
      [1, 3, 1],
      [2, 1, 1],
      [3, 1, 1],
    ]);
    expect(whatStandsOut(texts, [all], usual)).toEqual([]);
    expect(whatStandsOut(sentence('a', 'b'), [head(2, [[1, 1, 1]])], usual)).toEqual([]);
  });

  it('leaves out pieces of one word, and not the words of two texts that have one number', () => {
    const pieces = [
      { text: '[CLS]', word: null, type: 0, special: true },
      { text: 'snow', word: 0, type: 0, special: false },
      { text: '##boarding', word: 0, type: 0, special: false },
      { text: 'rain', word: 0, type: 1, special: false },
    ] as const;
    expect(whatStandsOut(pieces, [head(4, [[2, 1, 1]])], usual)).toEqual([]);
    expect(whatStandsOut(pieces, [head(4, [[3, 1, 1]])], usual)).toHaveLength(1);
  });

  it('gives equal words half', () => {
    const twice = sentence('[CLS]', 'bank', 'river', 'bank');
    const both = head(
      4,
      [
        [3, 1, 1],
        [2, 1, 0.75],
      ],
      [0, 1, 1, 1],
    );
    expect(whatStandsOut(twice, [both], usual).map(({ from, to, score }) => [from, to, score])).toEqual([
      [2, 1, expect.closeTo(Math.log2(48), 6)],
      [3, 1, 3],
    ]);
  });

  it('keeps the best of a pair, over heads and both ways', () => {
    const layers = [head(4, [[2, 1, 0.5]], [0, 1, 1, 1]), head(4, [[1, 2, 1]])];
    const twoLayers = [...usual, ...usual];
    expect(whatStandsOut(tokens, layers, twoLayers).map(({ layer, from, to }) => [layer, from, to])).toEqual([
      [1, 1, 2],
    ]);
  });

  it('measures a head against itself: what is usual for it is no find', () => {
    const busy = [...usual, ...Array(offsetCount).fill(1)];
    const layers = [head(4, []), head(4, [[2, 1, 1]])];
    expect(whatStandsOut(tokens, layers, busy)).toEqual([]);
  });

  it('knows the offset, and takes all that is far as ten away', () => {
    const long = sentence('[CLS]', ...Array.from({ length: 14 }, (_, index) => `w${index}`));
    const far = usual.map((weight, column) => (column === 0 ? 1 / 8 : weight));
    const [find] = whatStandsOut(long, [head(15, [[14, 1, 1]])], far);
    expect([find?.usual, find?.score]).toEqual([1 / 8, 3]);
  });

  it('of one word is nothing', () => {
    expect(whatStandsOut(sentence('[CLS]', 'hello', '[SEP]'), [head(3, [[1, 2, 1]])], usual)).toEqual([]);
  });

  it('says what is wrong with numbers of another size', () => {
    const layers = [{ attentions: new Float32Array(16), norms: new Float32Array(9) }];
    expect(() => whatStandsOut(tokens, layers, usual)).toThrow('expected [1, 4, 4] numbers of a layer, found 9');
  });
});

describe('what stands out, on the served model', () => {
  let bert: Bert;
  beforeAll(async () => {
    bert = await loadServed('bert-base-uncased');
  });

  /** "10-2 she -> neighbour", layers and heads from 1. */
  async function best(text: string, count: number): Promise<string[]> {
    const words = bert.tokenize(text).map((token) => token.text);
    const finds = await findsOf(bert, text, usualWeights.usual);
    const name = ({ layer, head, from, to }: Find) => `${layer + 1}-${head + 1} ${words[from]} -> ${words[to]}`;
    return finds.slice(0, count).map(name);
  }

  it.each([
    [
      'My brother gave the old dog to his neighbour because she likes animals.',
      ['10-2 she -> neighbour', '6-6 brother -> his', '8-8 she -> because', '3-11 animals -> dog', '6-2 to -> gave'],
    ],
    [
      'I went to the bank to deposit my paycheck before sitting on the river bank.',
      ['3-11 bank -> river', '2-1 i -> went', '4-1 bank -> bank'],
    ],
    [
      'Anna lent Maria her umbrella although it was raining.',
      ['3-11 umbrella -> raining', '6-12 lent -> her', '3-3 lent -> anna', '5-1 it -> raining'],
    ],
    ['The key to the cabinets is on the table.', ['8-12 on -> key', '9-11 the -> key', '3-3 table -> cabinets']],
    // Of the car and hit, the one that attends to the other best is kept.
    ['She did not see the car that hit him.', ['8-7 she -> see', '2-9 him -> she', '4-11 hit -> car']],
  ])('finds in "%s" what a reader would, among the best five', async (text, expected) => {
    expect(await best(text, 5)).toEqual(expect.arrayContaining(expected));
  });

  it('ties "it" to "cat" first', async () => {
    expect((await best('The cat sat on the mat because it was tired.', 1))[0]).toMatch(/it -> cat$/);
  });

  it('puts the river before the other bank, which is the same word', async () => {
    const found = await best('I went to the bank to deposit my paycheck before sitting on the river bank.', 5);
    expect(found.indexOf('3-11 bank -> river')).toBeLessThan(found.indexOf('4-1 bank -> bank'));
  });

  it.each(['Hello.', 'London', '?!', '🙂 🙂', 'the the the the the', 'yes yes yes yes'])(
    'finds nothing in "%s"',
    async (text) => expect(await best(text, 1)).toEqual([]),
  );
});
