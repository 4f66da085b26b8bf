import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributionSources } from '../../../../shared/analysis/score-attribution.ts';
import type { Token } from '../../../../shared/tokenizer/token.ts';
import { pairIn } from '../../../../site/figures/why-it-looks-there/ask-split.ts';
import { pairSplit, splitNames } from '../../../../site/figures/why-it-looks-there/pair-split.ts';
import {
  largestPieces,
  pieceWords,
  presentKinds,
  signedDigits,
  sourceWords,
} from '../../../../site/figures/why-it-looks-there/pieces.ts';
import {
  kindOf,
  kindTable,
  sourceKinds,
  sourcesOfKinds,
  sum,
} from '../../../../site/figures/why-it-looks-there/source-kinds.ts';
import { waterfall } from '../../../../site/figures/why-it-looks-there/waterfall.ts';
import { scoreSplits } from '../../../golden/score-splits.ts';
import { seededRandom } from '../../../shared/engine/random.ts';
import { evaluate } from '../marks/number/evaluate.ts';
import { parseTensorName } from '../marks/number/parse.ts';
import { pick, tensorValue } from '../marks/number/values.ts';
import { tinyPlace, tinyTrace } from '../tiny-trace.ts';

/** Terms of a layer, all different. */
function someTerms(layer: number, seed = 1) {
  const sources = attributionSources(layer, 12);
  const random = seededRandom(seed);
  return { sources, terms: Float32Array.from({ length: sources.length ** 2 }, () => random.normals(1)[0]!) };
}

const added = (table: ReturnType<typeof kindTable>) => sum(table.flat().map(({ value }) => value));

describe('the kinds of sources', () => {
  it('are five, of every source of every layer exactly one', () => {
    for (const layer of [0, 1, 11]) {
      const sources = attributionSources(layer, 12);
      const places = sourcesOfKinds(sources);
      expect(places.flat().toSorted((a, b) => a - b)).toEqual(sources.map((_, at) => at));
      expect(places.map(({ length }) => length)).toEqual([1, 1, 12 * layer, layer, 2]);
    }
    expect(() => kindOf('mixing.3')).toThrow('mixing.3');
  });

  it('add up to all terms, the shares of a cell to the cell where all are named, within 1e-5', () => {
    fc.assert(
      fc.property(fc.nat(11), fc.nat(1000), (layer, seed) => {
        const { sources, terms } = someTerms(layer, seed);
        const table = kindTable(sources, terms);
        expect(Math.abs(added(table) - sum([...terms]))).toBeLessThan(1e-5);
        const places = sourcesOfKinds(sources);
        for (const [query, row] of table.entries()) {
          for (const [key, { value, ofQuery, ofKey }] of row.entries()) {
            expect([ofQuery.length, ofKey.length]).toEqual(
              [query, key].map((kind) => Math.min(3, places[kind]!.length)),
            );
            if (places[query]!.length <= 3) {
              expect(Math.abs(sum(ofQuery.map(([, share]) => share)) - value)).toBeLessThan(1e-5);
            }
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it.each(scoreSplits())('$name: of a BERT in float64 they add up to the score, within 1e-3', (split) => {
    expect(Math.abs(added(kindTable(split.sources, split.terms)) - split.score)).toBeLessThan(1e-3);
    expect(Math.abs(added(kindTable(split.sources, split.centred)) - split.above_row_mean)).toBeLessThan(1e-3);
  });

  it('name the shares that are largest in size', () => {
    const { sources, terms } = someTerms(3);
    const { ofKey } = kindTable(sources, terms)[sourceKinds.indexOf('word')]![sourceKinds.indexOf('head')]!;
    const heads = sourcesOfKinds(sources)[sourceKinds.indexOf('head')]!;
    const sizes = heads.map((key) => Math.abs(terms[key]!)).toSorted((a, b) => b - a);
    expect(ofKey.map(([, value]) => Math.abs(value))).toEqual(
      sizes.slice(0, 3).map((size) => Number(size.toPrecision(9))),
    );
  });
});

describe('the pieces of a score', () => {
  it('are its largest, and with the others they add up to all of it, within 1e-5', () => {
    for (const layer of [0, 2, 8]) {
      const { sources, terms } = someTerms(layer);
      const table = kindTable(sources, terms);
      const { named, others, othersCount } = largestPieces(table, 5);
      expect(Math.abs(sum([...named.map(({ value }) => value), others]) - sum([...terms]))).toBeLessThan(1e-5);
      expect(named.length).toBe(5);
      expect(othersCount).toBe(presentKinds(table).length ** 2 - 5);
      const sizes = named.map(({ value }) => Math.abs(value));
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }
  });

  it('have no kinds that a first layer has nothing of', () => {
    const { sources, terms } = someTerms(0);
    const table = kindTable(sources, terms);
    expect(presentKinds(table).map((kind) => sourceKinds[kind])).toEqual(['word', 'position', 'constant']);
    for (const { query, key } of largestPieces(table, 25).named) {
      expect(
        [sourceKinds[query], sourceKinds[key]].filter((kind) => kind === 'head' || kind === 'feed_forward'),
      ).toEqual([]);
    }
  });

  it.each([
    [0, 0, 0.8, 'The word “it” fits the word “tired”'],
    [1, 1, -0.2, 'The place of “it” speaks against the place of “tired”'],
    [3, 2, 2.1, 'What feed-forward networks made of “it” fits what heads brought to “tired”'],
    [4, 0, 0.6, 'What every token asks fits the word “tired”'],
    [4, 4, -1, 'What every token asks speaks against what every token offers'],
  ])('%i × %i at %d reads "%s"', (query, key, value, sentence) => {
    const words = pieceWords({ query, key, value }, '“it”', '“tired”');
    expect(words.map(({ text }) => text).join('')).toBe(sentence);
  });

  it.each([
    ['head.7.9', 'head 10 of layer 8'],
    ['feed_forward.0', 'feed-forward network of layer 1'],
    ['position', 'place'],
    ['bias', 'biases'],
  ])('%s is the %s', (source, words) => {
    expect(sourceWords(source)).toBe(words);
  });

  it.each([
    [2.131, '+2.13'],
    [0.341, '+.34'],
    [-1.65, '−1.65'],
    [-0.001, '.00'],
    [0, '.00'],
    [12, '+12.00'],
  ])('%d is written %s', (value, digits) => {
    expect(signedDigits(value)).toBe(digits);
  });
});

describe('the fall of the pieces', () => {
  const values = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1, maxLength: 6 });
  const near = (one: number, other: number) => expect(Math.abs(one - other)).toBeLessThan(1e-6);

  it('ends with each bar where the one before it ends, the last where the whole ends, inside its track', () => {
    fc.assert(
      fc.property(values, (values) => {
        const { bars, total, zero } = waterfall(values);
        const begins = bars.map(({ left, width, isNegative }) => (isNegative ? left + width : left));
        near(begins[0]!, zero);
        for (const [at, begin] of begins.slice(1).entries()) near(begin, bars[at]!.end);
        near(bars.at(-1)!.end, total.end);
        for (const { left, width } of [...bars, total]) {
          expect(left).toBeGreaterThanOrEqual(-1e-6);
          expect(left + width).toBeLessThanOrEqual(100 + 1e-6);
        }
      }),
    );
  });

  it('begins with every bar at zero, as long as it will be, inside its track', () => {
    fc.assert(
      fc.property(values, (values) => {
        const { bars, zero } = waterfall(values);
        for (const { start, width, isNegative } of bars) {
          near(isNegative ? start + width : start, zero);
          expect(start).toBeGreaterThanOrEqual(-1e-6);
          expect(start + width).toBeLessThanOrEqual(100 + 1e-6);
        }
      }),
    );
  });
});

describe('the split of a pair', () => {
  const place = { layer: 2, head: 3, from: 4, to: 1 };
  const { sources, terms } = someTerms(2, 5);
  const centred = terms.map((term) => term / 2);
  const tokens = tinyTrace.tokens as readonly Token[];
  const view = pairSplit({ text: 'a', pair: '' }, place, {
    tokens,
    sources,
    score: 7,
    aboveRowMean: 5,
    terms,
    centred,
  });

  it('has every number under a name that says the same number, within 1e-5', () => {
    const size = sources.length;
    const tensor = { terms: tensorValue([size, size], terms), centred: tensorValue([size, size], centred) };
    const source = {
      tensor: ({ path, indices }: { path: readonly (string | number)[]; indices: readonly (number | '*')[] }) => {
        expect(indices.slice(0, 4)).toEqual([2, 3, 4, 1]);
        return pick(tensor[path[0] as keyof typeof tensor], indices.slice(4));
      },
      words: () => [],
      tokens: () => [],
    };
    const numberOf = (name: string) => evaluate(parseTensorName(name), source).data[0]!;
    for (const measure of ['whole', 'above'] as const) {
      const names = splitNames(place, measure);
      const { table, found } = view[measure];
      expect(Math.abs(numberOf(names.found) - found)).toBeLessThan(1e-5);
      for (const [query, row] of table.entries()) {
        for (const [key, { value, ofQuery, ofKey }] of row.entries()) {
          expect(Math.abs(numberOf(names.cell(query, key)) - value)).toBeLessThan(1e-5);
          for (const [at, share] of ofQuery)
            expect(Math.abs(numberOf(names.ofQuery(at, key)) - share)).toBeLessThan(1e-5);
          for (const [at, share] of ofKey)
            expect(Math.abs(numberOf(names.ofKey(query, at)) - share)).toBeLessThan(1e-5);
        }
      }
    }
    expect(splitNames(place, 'above').total).toBe('score_attribution.above_row_mean[2][3][4][1]');
  });

  it('is of the chosen key, else of the one with the largest score, in a text that is long enough for it', () => {
    const { scores, place } = pairIn(tinyTrace, tinyPlace);
    expect(scores[place.to]).toBe(Math.max(...scores));
    expect(pairIn(tinyTrace, { ...tinyPlace, key: 1 }).place).toEqual({ layer: 1, head: 2, from: 3, to: 1 });
    expect(pairIn(tinyTrace, { ...tinyPlace, key: 400 }).place.to).toBe(scores.length - 1);
  });
});
