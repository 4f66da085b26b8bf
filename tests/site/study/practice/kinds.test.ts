import { describe, expect, it } from 'vitest';
import { cosine } from '../../../../shared/analysis/cosine.ts';
import { plainText } from '../../../../site/figures/marks/prose/prose.ts';
import { traceRow } from '../../../../site/model/trace.ts';
import { activeUnitCount } from '../../../../site/study/practice/kinds/active-units.ts';
import { closestEmbedding } from '../../../../site/study/practice/kinds/closest-embedding.ts';
import { largestWeight } from '../../../../site/study/practice/kinds/largest-weight.ts';
import { mostHandedOver } from '../../../../site/study/practice/kinds/most-handed-over.ts';
import { mostMoved } from '../../../../site/study/practice/kinds/most-moved.ts';
import { positionRow } from '../../../../site/study/practice/kinds/position-row.ts';
import { predictedWord } from '../../../../site/study/practice/kinds/predicted-word.ts';
import { scoreAfterDivision } from '../../../../site/study/practice/kinds/score-after-division.ts';
import { shareOfOthers } from '../../../../site/study/practice/kinds/share-of-others.ts';
import { strongerHead } from '../../../../site/study/practice/kinds/stronger-head.ts';
import { tokenCount } from '../../../../site/study/practice/kinds/token-count.ts';
import { weightBack } from '../../../../site/study/practice/kinds/weight-back.ts';
import { weightRatio } from '../../../../site/study/practice/kinds/weight-ratio.ts';
import { wordPieces } from '../../../../site/study/practice/kinds/word-pieces.ts';
import type { Asked, QuestionKind } from '../../../../site/study/practice/question.ts';
import type { Sentence } from '../../../../site/study/practice/sentence.ts';
import { seededRandom } from '../../../../site/study/random.ts';
import { catSentence, tinySentence } from './practice-sentences.ts';

const seeds = Array.from({ length: 20 }, (_, seed) => seed);

/** What a kind asks for twenty seeds; there must be something. */
function askedOf(kind: QuestionKind, sentence: Sentence, layer: number): Asked[] {
  const asked = seeds.flatMap((seed) => kind.ask(sentence, layer, seededRandom(seed)) ?? []);
  expect(asked.length).toBeGreaterThan(0);
  for (const { options } of asked) expect(new Set(options.map(({ label }) => plainText(label))).size).toBe(4);
  return asked;
}

const labels = ({ options }: Asked) => options.map(({ label }) => plainText(label));
const values = ({ options }: Asked) => options.map(({ measured }) => measured[0]!.value);
/** The indices at the end of `attentions.8[10][8][2]`. */
const indices = (tensor: string) => [...tensor.matchAll(/\[(\d+)\]/g)].map(([, index]) => Number(index));

describe('questions about weights', () => {
  it('largest-weight: the four largest of the row, the first a quarter ahead', () => {
    for (const asked of askedOf(largestWeight, catSentence, 8)) {
      const { head, token } = asked.place;
      const row = [...traceRow(catSentence.trace, 'attentions.8', head, token)].sort((a, b) => b - a);
      expect(values(asked)).toEqual(row.slice(0, 4));
      expect(row[0]!).toBeGreaterThanOrEqual(1.25 * row[1]!);
    }
  });

  it('largest-weight: nothing is asked of a row where two are nearly equal', () => {
    const even = new Float32Array(144 * 169).fill(1 / 13);
    const tensors = { 'attentions.8': { shape: [12, 13, 13], data: even } };
    const flat = { ...catSentence, trace: { ...catSentence.trace, tensors } };
    for (const seed of seeds) expect(largestWeight.ask(flat, 8, seededRandom(seed))).toBeUndefined();
  });

  it('stronger-head: the right head is the one with the largest weight of all twelve', () => {
    for (const asked of askedOf(strongerHead, catSentence, 8)) {
      const [, from, to] = indices(asked.options[0]!.measured[0]!.tensor) as [number, number, number];
      const all = Array.from(
        { length: 12 },
        (_, head) => traceRow(catSentence.trace, 'attentions.8', head, from, to)[0]!,
      );
      expect(labels(asked)[0]).toBe(`head ${all.indexOf(Math.max(...all)) + 1}`);
      expect(values(asked)).toEqual(all.toSorted((a, b) => b - a).slice(0, 4));
    }
  });

  it('weight-back: the right number is the transposed one, the given weight is a mistake', () => {
    for (const asked of askedOf(weightBack, catSentence, 8)) {
      const [head, query, key] = indices(asked.options[0]!.measured[0]!.tensor) as [number, number, number];
      expect(values(asked)[0]).toBe(traceRow(catSentence.trace, 'attentions.8', head, query, key)[0]);
      const given = traceRow(catSentence.trace, 'attentions.8', head, key, query)[0]!;
      expect(values(asked).slice(1)).toContain(given);
      expect(given).toBeGreaterThanOrEqual(0.1);
    }
  });

  it('weight-ratio: the exponential of the difference of scores within 1e-4, relative', () => {
    for (const asked of askedOf(weightRatio, tinySentence, 1)) {
      const [head, token, first, , , second] = indices(asked.options[0]!.measured[0]!.tensor) as number[];
      const scores = traceRow(tinySentence.trace, 'attention_scores.1', head!, token!);
      const expected = Math.exp(scores[first!]! - scores[second!]!);
      expect(Math.abs(values(asked)[0]! / expected - 1)).toBeLessThan(1e-4);
    }
  });

  it('most-handed-over: the longest vector, where the largest weight goes elsewhere but is among the options', () => {
    for (const asked of askedOf(mostHandedOver, tinySentence, 1)) {
      const { head, token } = asked.place;
      const norms = [...traceRow(tinySentence.trace, 'attention_norms.1', head, token)];
      const weights = [...traceRow(tinySentence.trace, 'attentions.1', head, token)];
      const heaviest = `t${weights.indexOf(Math.max(...weights))}`;
      expect(labels(asked)[0]).toBe(`t${norms.indexOf(Math.max(...norms))}`);
      expect(labels(asked).slice(1)).toContain(heaviest);
    }
  });
});

describe('questions about numbers', () => {
  it('score-after-division: the score of the trace, which is the sum over the square root of 16 within 1e-5', () => {
    for (const asked of askedOf(scoreAfterDivision, tinySentence, 1)) {
      const [right, undivided] = values(asked) as [number, number];
      const [head, from, to] = indices(asked.options[0]!.measured[0]!.tensor) as [number, number, number];
      expect(right).toBe(traceRow(tinySentence.trace, 'attention_scores.1', head, from, to)[0]);
      expect(Math.abs(undivided / 4 - right)).toBeLessThan(1e-5);
    }
  });

  it('share-of-others: the share is that of mixing, and the share of the weight is a mistake', () => {
    for (const asked of askedOf(shareOfOthers, tinySentence, 1)) {
      const { token } = asked.place;
      expect(values(asked)[0]).toBe(traceRow(tinySentence.trace, 'mixing.1', token)[0]);
      const kept = [0, 1, 2, 3].map((head) => traceRow(tinySentence.trace, 'attentions.1', head, token)[token]!);
      const toOthers = 1 - kept.reduce((sum, weight) => sum + weight, 0) / 4;
      expect(asked.options.map(({ measured }) => measured[0]!.value)).toContainEqual(expect.closeTo(toOthers, 6));
    }
  });

  it('active-units: as many as the trace has above 0', () => {
    for (const asked of askedOf(activeUnitCount, tinySentence, 1)) {
      const units = traceRow(tinySentence.trace, 'intermediate.1', asked.place.token);
      expect(values(asked)[0]).toBe(units.filter((value) => value > 0).length);
    }
  });

  it('most-moved: the two with the least (or largest) cosine to their input', () => {
    const { tokens } = catSentence.trace;
    const kept = tokens.map((_, token) => {
      const vector = (layer: number) => traceRow(catSentence.trace, `hidden_states.${layer}`, token);
      return cosine(vector(12), vector(0));
    });
    const words = tokens.flatMap(({ special, text }, index) => (special || text === '.' ? [] : [index]));
    const order = words.toSorted((a, b) => kept[a]! - kept[b]!);
    for (const asked of askedOf(mostMoved, catSentence, 8)) {
      const pair = plainText(asked.prompt).includes('least') ? order.slice(-2) : order.slice(0, 2);
      const right = asked.options[0]!.measured.map(({ tensor }) => indices(tensor)[0]!);
      expect(right.toSorted((a, b) => a - b)).toEqual(pair.toSorted((a, b) => a - b));
    }
  });

  it('closest-embedding: the largest cosine among the other words', () => {
    const words = { ...tinySentence.trace.tensors['embeddings.word']! };
    for (const asked of askedOf(closestEmbedding, tinySentence, 1)) {
      const { token } = asked.place;
      const row = (index: number) => words.data.subarray(index * 64, (index + 1) * 64);
      const cosines = tinySentence.trace.tokens.map(({ id }, index) =>
        id === tinySentence.trace.tokens[token]!.id ? -1 : cosine(row(token), row(index)),
      );
      expect(values(asked)[0]).toBeCloseTo(Math.max(...cosines), 6);
    }
  });
});

describe('questions about tokens', () => {
  const pieces = ['[CLS]', 'snow', '##boarding', 'is', 'fun', '.', '[SEP]'];
  const starts = [0, 0, 4, 13, 16, 19, 0];
  const words = [null, 0, 0, 1, 2, 3, null];
  const tokens = pieces.map((text, index) => ({
    id: 1000 + index,
    text,
    start: starts[index]!,
    end: starts[index]! + text.replace('##', '').length,
    special: text.startsWith('['),
    word: words[index]!,
    type: 0 as const,
  }));
  const cut: Sentence = { text: 'Snowboarding is fun.', pair: '', trace: { tokens, tensors: {} } };

  it('word-pieces: asks of a word that is cut, by the letters of the reader', () => {
    for (const asked of askedOf(wordPieces, cut, 0)) {
      expect(plainText(asked.prompt)).toBe('Into how many pieces is “Snowboarding” cut?');
      expect(labels(asked)[0]).toBe('2');
      expect(plainText(asked.explanation)).toContain('“snow ##boarding”');
    }
    expect(wordPieces.ask(catSentence, 0, seededRandom(1))).toBeUndefined();
  });

  it('token-count: seven; three words between spaces, four words and marks, five without the added', () => {
    const [asked] = askedOf(tokenCount, cut, 0);
    expect(labels(asked!)).toEqual(['7', '3', '4', '5']);
  });

  it('position-row: as many rows as tokens stand before it', () => {
    for (const asked of askedOf(positionRow, cut, 0)) expect(labels(asked)[0]).toBe(String(asked.place.token));
  });

  it("predicted-word: the model's first four words, pieces and marks left out", () => {
    const candidates = [
      ['sat', 0.5],
      ['##s', 0.2],
      ['slept', 0.1],
      [',', 0.08],
      ['lay', 0.05],
      ['stood', 0.02],
    ].map(([token, probability], id) => ({ token: String(token), id, probability: Number(probability) }));
    const asked = predictedWord.ask({ ...catSentence, blank: { token: 3, candidates } }, 8, seededRandom(1));
    expect(labels(asked!)).toEqual(['sat', 'slept', 'lay', 'stood']);
    expect(asked!.options[1]!.measured[0]).toMatchObject({
      value: 0.1,
      tensor: 'softmax(logits)[0][2]',
      request: `{"text":"${catSentence.text}","mask_tokens":[3]}`,
    });
  });

  it("predicted-word: nothing is asked where the model's first guess is a mark, or hardly ahead", () => {
    const blank = (words: readonly [string, number][]) => ({
      token: 3,
      candidates: words.map(([token, probability], id) => ({ token, id, probability })),
    });
    const few = blank([
      ['a', 0.2],
      ['b', 0.19],
      ['c', 0.1],
      ['d', 0.1],
    ]);
    const mark = blank([
      ['.', 0.9],
      ['a', 0.05],
      ['b', 0.02],
      ['c', 0.01],
      ['d', 0.01],
    ]);
    for (const one of [few, mark, undefined]) {
      expect(predictedWord.ask({ ...catSentence, blank: one }, 8, seededRandom(1))).toBeUndefined();
    }
  });
});
