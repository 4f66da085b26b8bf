import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Token } from '../../../../../shared/tokenizer/token.ts';
import { restName } from '../../../../../site/figures/marks/number/tensor-name.ts';
import { evaluate, type Source } from './evaluate.ts';
import { type Node, printNode, type TensorNode } from './nodes.ts';
import { parseTensorName, TensorNameError } from './parse.ts';
import { isRounded } from './printed.ts';
import { pick, tensorValue } from './values.ts';

const index = fc.oneof(fc.nat(600), fc.constant('*' as const));
const word = fc.constantFrom('query', 'hidden_states', 'attentions', 'embeddings', 'logits');
const tensor: fc.Arbitrary<TensorNode> = fc.record({
  kind: fc.constant('tensor' as const),
  name: word,
  request: fc.nat(3),
  path: fc.array(fc.oneof(fc.nat(12), fc.constant('*'), fc.constant('word')), { maxLength: 2 }),
  indices: fc.array(index, { maxLength: 4 }),
});
const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    tensor,
    fc.record({
      kind: fc.constant('number' as const),
      value: fc.double({ min: 0, max: 1e9, noNaN: true }).map(Math.abs),
    }),
    fc.record({
      kind: fc.constant('call' as const),
      name: word,
      operands: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('binary' as const),
      operator: fc.constantFrom('+', '-', '*', '/', '.', '<', '>'),
      left: tie('node'),
      right: tie('node'),
    }),
    fc.record({ kind: fc.constant('negative' as const), of: tie('node') }),
    fc.record({ kind: fc.constant('length' as const), of: tensor }),
  ),
}));

describe('the name of a number', () => {
  it('is read back from any expression as it was written', () => {
    fc.assert(
      fc.property(node, (one) => {
        expect(parseTensorName(printNode(one))).toEqual(one);
      }),
    );
  });

  it('is read or refused, whatever the text, by its own error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          node.map(printNode).map((text) => text.slice(0, -1)),
        ),
        (text) => {
          try {
            parseTensorName(text);
          } catch (error) {
            expect(error).toBeInstanceOf(TensorNameError);
          }
        },
      ),
    );
  });

  it.each(['', 'query.8[10', 'a * * b', 'sum(a', 'sum of the other a', 'a.b.', '[3]', 'a +b', 'cos(a,b)'])(
    'cannot be "%s"',
    (text) => {
      expect(() => parseTensorName(text)).toThrow(TensorNameError);
    },
  );
});

const token = (text: string, special: boolean): Token => {
  return { id: 0, text, start: 0, end: 0, special, word: 0, type: 0 };
};
/** Of two requests: only the second has its [CLS] first. */
const texts = [
  [token('it', false), token('[CLS]', true)],
  [token('[CLS]', true), token('it', false)],
];
/** query.8 [2, 3] and its transpose for everything else. */
const matrices = { query: tensorValue([2, 3], [1, 2, 3, 4, 5, 6]), key: tensorValue([3, 2], [1, 4, 2, 5, 3, 6]) };
const source: Source = {
  tensor: ({ name, indices }) => pick(matrices[name as keyof typeof matrices], indices),
  words: () => [{ text: 'both', tokens: [0, 1], special: false, type: 0 }],
  tokens: (request) => texts[request]!,
};
const numberOf = (name: string) => evaluate(parseTensorName(name), source).data[0];

it.each<[name: string, value: number]>([
  ['query.8[1][2]', 6],
  ['2 + 3 * 4 - 6 / 2', 11],
  ['(2 + 3) * 4', 20],
  ['10 - 2 - 3', 5],
  ['-query.8[0][0] + 3', 2],
  ['query.8[0] . query.8[1]', 32],
  ['sum(query.8[0] . key.8)', 14 + 32],
  ['sum(query.8[0] . key.8 / 8)', 46 / 8],
  ['|query.8[0] * 2|', 2 * Math.sqrt(14)],
  ['sum(query.8[*][1])', 7],
  ['mean(query.8)', 3.5],
  ['max(abs(0 - query.8)) - min(query.8)', 5],
  ['sum(query.8 > 2)', 4],
  ['sum(softmax(query.8))', 2],
  ['cos(query.8[0], query.8[0])', 1],
  ['sum(cos(query.8, query.8))', 2],
  ['mean_cosine(query.8)', 32 / Math.sqrt(14 * 77)],
  ['rest(query.8[1], 0, 2)', 5],
  ['sum(only(query.8[1], 0, 2))', 10],
  ['sum(without(query.8, 0))', 15],
  ['sum(diagonal(query.8))', 6],
  ['transpose(query.8)[2][0]', 3],
  ['shares(query.8)[1][2]', 6 / 15],
  ['sum(shares(query.8 * 0))', 0],
  ['distance(only(key.8, 0, 1))', (4 + 2) / 2],
  ['confidence(only(key.8, 0, 1))', (4 + 5) / 2],
  ['cls(only(key.8, 0, 1))', (4 + 5) / 2],
  ['cls(only(key@1.8, 0, 1))', (1 + 2) / 2],
  ['words(only(key.8, 0, 1))[0][0]', (1 + 4 + 2 + 5) / 2],
  ['log(exp(query.8[0][1]) / (1 + 0))', 2],
  ['exp(query.8[0][0] - max(query.8[0]))', Math.exp(-2)],
])('%s is %d', (name, value) => {
  expect(numberOf(name)).toBeCloseTo(value, 10);
});

it('sums what two vectors are made of by kinds of sources, in the first layer and in later ones', () => {
  const square = (size: number) =>
    tensorValue(
      [size, size],
      Array.from({ length: size * size }, (_, at) => at),
    );
  const kindsOf = (name: string, size: number) =>
    evaluate(parseTensorName(name), { ...source, tensor: ({ indices }) => pick(square(size), indices.slice(4)) }).data;
  const terms = 'score_attribution.terms[0][1][2][3]';
  expect([...kindsOf(`transpose(kinds(${terms}))[0]`, 4)]).toEqual([0, 4, 0, 0, 8 + 12]);
  expect([...kindsOf(`kinds(kinds(${terms})[0])`, 17)]).toEqual([
    0,
    1,
    3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12 + 13 + 14,
    15,
    2 + 16,
  ]);
  expect(() => kindsOf(`kinds(${terms})`, 5)).toThrow('13 more');
});

it('rolls weights out layer by layer, the residual connection as half', () => {
  const heads = tensorValue([2, 1, 2, 2], [1, 0, 0.5, 0.5, 0, 1, 0, 1]);
  const rolled = (name: string) => evaluate(parseTensorName(name), { ...source, tensor: () => heads }).data;
  expect([...rolled('rollout(attentions)[0]')]).toEqual([1, 0, 0.25, 0.75]);
  expect([...rolled('rollout(attentions)[1]')]).toEqual([0.625, 0.375, 0.25, 0.75]);
});

it('says the rest of a vector as the grammar has it', () => {
  expect(restName('query.8[1]', [0, 2])).toBe('rest(query.8[1], 0, 2)');
  expect(numberOf(restName('query.8[1]', [0, 2]))).toBe(5);
});

it.each<[text: string, value: number, isIt: boolean]>([
  ['0.831', 0.8314, true],
  ['.831', 0.8314, true],
  ['-.31', -0.3096, true],
  ['4.12e-5', 4.1249e-5, true],
  ['84 %', 0.8351, true],
  ['+.84', 0.8351, true],
  ['−.07', -0.0702, true],
  ['+.84', -0.8351, false],
  ['3,072', 3072, true],
  ['0.832', 0.8314, false],
  ['85 %', 0.8351, false],
  ['.31', -0.31, false],
  ['half', 0.5, false],
  ['<.01', 0.0049, true],
  ['<.01', 0.0051, false],
  ['<.01', 0, false],
  ['<.01', -0.001, false],
  ['<.1', 0.001, false],
  ['>.99', 0.9951, true],
  ['>.99', 0.994, false],
  ['>.99', 1, false],
  ['<1 %', 0.004, true],
  ['<1 %', 0.006, false],
  ['>99 %', 0.996, true],
])('"%s" for %d is rounded rightly: %s', (text, value, isIt) => {
  expect(isRounded(text, value)).toBe(isIt);
});
