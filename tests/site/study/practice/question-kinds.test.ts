import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../site/figures/marks/prose/prose.ts';
import { traceRow } from '../../../../site/model/trace.ts';
import { activeUnitCount } from '../../../../site/study/practice/kinds/active-units.ts';
import { changeThatMatters } from '../../../../site/study/practice/kinds/change-that-matters.ts';
import { closestEmbedding } from '../../../../site/study/practice/kinds/closest-embedding.ts';
import { findsRelation } from '../../../../site/study/practice/kinds/finds-relation.ts';
import { headHabit } from '../../../../site/study/practice/kinds/head-habit.ts';
import { layersMissed } from '../../../../site/study/practice/kinds/layers-missed.ts';
import { mostHandedOver } from '../../../../site/study/practice/kinds/most-handed-over.ts';
import { neededToken } from '../../../../site/study/practice/kinds/needed-token.ts';
import { positionRow } from '../../../../site/study/practice/kinds/position-row.ts';
import { predictedWord } from '../../../../site/study/practice/kinds/predicted-word.ts';
import { scoreAfterDivision } from '../../../../site/study/practice/kinds/score-after-division.ts';
import { shareOfOthers } from '../../../../site/study/practice/kinds/share-of-others.ts';
import { tokenCount } from '../../../../site/study/practice/kinds/token-count.ts';
import { weightBack } from '../../../../site/study/practice/kinds/weight-back.ts';
import { weightRatio } from '../../../../site/study/practice/kinds/weight-ratio.ts';
import { wordPieces } from '../../../../site/study/practice/kinds/word-pieces.ts';
import type { Asked, QuestionKind } from '../../../../site/study/practice/question.ts';
import type { Sentence } from '../../../../site/study/practice/sentence.ts';
import { seededRandom } from '../../../../site/study/random.ts';
import { catSentence, knownSentence, tinySentence } from './practice-sentences.ts';

const seeds = Array.from({ length: 20 }, (_, seed) => seed);

/** What a kind asks for twenty seeds; there must be something. */
function askedOf(kind: QuestionKind, sentence: Sentence, layer: number): Asked[] {
  const asked = seeds.flatMap((seed) => kind.ask(sentence, layer, seededRandom(seed)) ?? []);
  expect(asked.length).toBeGreaterThan(0);
  for (const { from } of asked) expect(plainText(from).length).toBeGreaterThan(20);
  for (const { options } of asked) expect(new Set(options.map(({ label }) => plainText(label))).size).toBe(4);
  return asked;
}

const labels = ({ options }: Asked) => options.map(({ label }) => plainText(label));
const values = ({ options }: Asked) => options.map(({ measured }) => measured[0]!.value);
/** The indices at the end of `attentions.8[10][8][2]`. */
const indices = (tensor: string) => [...tensor.matchAll(/\[(\d+)\]/g)].map(([, index]) => Number(index));

describe('questions about weights', () => {
  it('weight-back: nothing follows from the weight that is given; the way back is the transposed one', () => {
    for (const asked of askedOf(weightBack, catSentence, 8)) {
      const [head, query, key] = indices(asked.options[0]!.measured[0]!.tensor) as [number, number, number];
      const back = traceRow(catSentence.trace, 'attentions.8', head, query, key)[0]!;
      const given = traceRow(catSentence.trace, 'attentions.8', head, key, query)[0]!;
      expect(values(asked)).toEqual([back, given, 1 - given, 1 / 13]);
      expect(given).toBeGreaterThanOrEqual(0.1);
      for (const wrong of values(asked).slice(1)) expect(Math.abs(wrong - back)).toBeGreaterThanOrEqual(0.05);
    }
  });

  it('head-habit: the token that the measured habit points to, where the row has its largest weight there', () => {
    const asked = askedOf(headHabit, knownSentence, 2);
    for (const { options, place, prompt } of asked) {
      const row = [...traceRow(catSentence.trace, 'attentions.2', place.head, place.token)];
      const right = indices(options[0]!.measured[0]!.tensor).at(-1)!;
      expect(row.indexOf(Math.max(...row))).toBe(right);
      const habit = plainText(prompt);
      if (habit.includes('the token that comes next')) expect(right).toBe(place.token + 1);
      else if (habit.includes('[CLS]')) expect(right).toBe(0);
      else expect(right).toBe(place.token);
    }
    const first = asked.find(({ place }) => place.head === 9)!;
    expect(plainText(first.prompt)).toContain('Over 1,000 sentences, layer 3, head 10 gave 92\u00a0% of its weight');
    expect(headHabit.ask(catSentence, 2, seededRandom(1))).toBeUndefined();
  });

  it('finds-relation: the noun of “the” and of “on”, which the head finds in the golden sentence', () => {
    const nouns = new Map([
      ['“the” (token 1)', 'cat'],
      ['“the (token 1)”', 'cat'],
      ['“the (token 5)”', 'mat'],
      ['“on”', 'mat'],
    ]);
    const found = new Set<string>();
    for (const asked of askedOf(findsRelation, knownSentence, 7)) {
      const [, name] = /the weight of (.*) here/.exec(plainText(asked.prompt))!;
      expect(labels(asked)[0], name).toBe(nouns.get(name!));
      found.add(name!);
    }
    expect(found.size).toBeGreaterThan(1);
  });

  it('weight-ratio: the exponential of the difference of scores within 1e-4, relative', () => {
    for (const asked of askedOf(weightRatio, tinySentence, 1)) {
      const [head, token, first, , , second] = indices(asked.options[0]!.measured[0]!.tensor) as number[];
      const scores = traceRow(tinySentence.trace, 'attention_scores.1', head!, token!);
      const expected = Math.exp(scores[first!]! - scores[second!]!);
      expect(Math.abs(values(asked)[0]! / expected - 1)).toBeLessThan(1e-4);
    }
  });

  it('most-handed-over: the longest vector, where the largest weight goes elsewhere; weight times length gives each one', () => {
    for (const asked of askedOf(mostHandedOver, tinySentence, 1)) {
      const { head, token } = asked.place;
      const norms = [...traceRow(tinySentence.trace, 'attention_norms.1', head, token)];
      const weights = [...traceRow(tinySentence.trace, 'attentions.1', head, token)];
      const heaviest = `t${weights.indexOf(Math.max(...weights))}`;
      expect(labels(asked)[0]).toMatch(new RegExp(`^“?t${norms.indexOf(Math.max(...norms))}\\b`));
      expect(
        labels(asked)
          .slice(1)
          .some((label) => label.includes(heaviest)),
      ).toBe(true);
      for (const { label, measured } of asked.options) {
        const [weight, length] = label.flatMap((run) => (run.kind === 'number' ? [run.number.value] : []));
        expect(weight! * length!).toBeCloseTo(measured[0]!.value, 6);
      }
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

  it('closest-embedding: the largest cosine among the other words, of words that mean something and are clearly alike', () => {
    const rows = { cat: [1, 0.1], dog: [1, 0.2], river: [-0.4, 1], and: [1, 0.1], poured: [0.2, 1], far: [-1, -1] };
    const texts = Object.keys(rows);
    const one = (text: string, id: number) => ({
      id,
      text,
      start: 0,
      end: 1,
      special: false,
      word: id,
      type: 0 as const,
    });
    const data = Float32Array.from(Object.values(rows).flat());
    const tensors = { 'embeddings.word': { shape: [texts.length, 2], data } };
    const sentence: Sentence = { text: texts.join(' '), pair: '', trace: { tokens: texts.map(one), tensors } };
    const pairs = askedOf(closestEmbedding, sentence, 0).map((asked) => [texts[asked.place.token], labels(asked)[0]]);
    // The row of *and* is that of *cat*, but of *and* nobody could tell.
    expect(new Set(pairs.map((pair) => pair.join()))).toEqual(new Set(['river,poured', 'poured,river']));
  });
});

describe('questions about a change of the model', () => {
  it('change-that-matters: one that leaves under a tenth beside three that leave most, or the other way round', () => {
    const asked = askedOf(changeThatMatters, knownSentence, 0);
    const sides = asked.map((one) => {
      const [right, ...wrong] = values(one);
      const asksGone = plainText(one.prompt).includes('vanish');
      for (const value of wrong) expect(value).toSatisfy((it: number) => (asksGone ? it > 0.48 : it < 0.08));
      expect(right).toSatisfy((it: number) => (asksGone ? it < 0.08 : it > 0.48));
      expect(JSON.parse(one.options[0]!.measured[0]!.request!).change).toBeTypeOf('number');
      return asksGone;
    });
    expect(new Set(sides).size).toBe(2);
  });

  it('needed-token: the one without which the word loses most; nothing is asked where two cost about the same', () => {
    const asked = neededToken.ask(knownSentence, 0, seededRandom(1))!;
    expect(labels(asked)).toEqual(['sat', 'the', 'on', 'mat'].map((word) => expect.stringContaining(word)));
    expect(values(asked)).toEqual([0.1, 0.71, 0.74, 0.76]);
    const even = knownSentence.guess!.tokens!.map((one) => ({ ...one, probability: 0.1 }));
    const flat = { ...knownSentence, guess: { ...knownSentence.guess!, tokens: even } };
    expect(neededToken.ask(flat, 0, seededRandom(1))).toBeUndefined();
  });

  it('layers-missed: how many of 12 layers cost less than half; ten, and no mistake lies within one of it', () => {
    const asked = layersMissed.ask(knownSentence, 0, seededRandom(1))!;
    expect(values(asked)).toEqual([10, 0, 12, 6]);
    expect(asked.estimate!.tolerance).toMatchObject({ least: 9, most: 11 });
    expect(JSON.parse(asked.options[0]!.measured[0]!.request!)).toEqual({
      text: catSentence.text,
      mask_tokens: [2],
      over: 'layers',
      position: 2,
      targets: ['cat'],
    });
  });

  it('asks none of them where nothing was measured', () => {
    for (const kind of [changeThatMatters, neededToken, layersMissed]) {
      expect(kind.ask(catSentence, 0, seededRandom(1))).toBeUndefined();
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
