import { describe, expect, it } from 'vitest';
import { sinkPlace } from '../../../../site/figures/value-strips/sink-place.ts';
import { firstOf, inkDomain, stripRows } from '../../../../site/figures/value-strips/strip-rows.ts';
import { sumOf, weightedSumFigure } from '../../../../site/figures/weighted-sum/weighted-values.ts';
import { presetTensors } from '../../../../site/first-paint/preset-trace.ts';
import { evaluate } from '../marks/number/evaluate.ts';
import type { TensorNode } from '../marks/number/nodes.ts';
import { parseTensorName } from '../marks/number/parse.ts';
import { pick, tensorValue } from '../marks/number/values.ts';
import { tinyPlace, tinyTrace } from '../tiny-trace.ts';

const view = weightedSumFigure.view(tinyTrace, tinyPlace);
const all = view.tokens.length;
const tensorNamed = (name: string) => {
  const { shape, data } = tinyTrace.tensors[name]!;
  return tensorValue(shape, data);
};
const source = {
  tensor: ({ name, path, indices }: TensorNode) => pick(tensorNamed([name, ...path].join('.')), indices),
  words: () => [],
  tokens: () => [],
};
const computed = (name: string) => Array.from(evaluate(parseTensorName(name), source).data);

describe.each([all, 3, 2])('strips of a sentence, at most %d', (most) => {
  const rows = stripRows(view, most);

  it('are as many, stand in the order of the sentence, and stand for every token', () => {
    expect(rows.length).toBe(Math.min(most, all));
    const keys = rows.flatMap(({ key }) => (key === undefined ? [] : [key]));
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(all);
  });

  it('times their weights add up to the context within 1e-5, and the weights to 1', () => {
    const brought = rows.map(({ weight, value }) => value.map((component) => weight * component));
    sumOf(brought, view.context.length).forEach((component, index) => {
      expect(Math.abs(component - view.context[index]!)).toBeLessThan(1e-5);
    });
    expect(Math.abs(rows.reduce((sum, { weight }) => sum + weight, 0) - 1)).toBeLessThan(1e-5);
  });

  it('have names that say how their numbers are computed again, within 1e-5', () => {
    for (const { weight, value, length, names } of rows) {
      for (const [name, numbers] of [
        [names.weight, [weight]],
        [names.value, value],
        [names.length, [length]],
      ] as const) {
        const again = computed(name);
        expect(again.length, name).toBe(numbers.length);
        for (const [index, one] of numbers.entries()) expect(Math.abs(again[index]! - one), name).toBeLessThan(1e-5);
      }
    }
  });
});

it('has ink enough: no number of a strip is beyond the domain, and one of them is at its end', () => {
  const rows = stripRows(view);
  const sizes = [...rows.flatMap(({ value }) => value), ...view.context].map(Math.abs);
  expect(Math.max(...sizes)).toBe(inkDomain(rows, view.context));
  expect(inkDomain([], [0, 0])).toBe(1);
});

it('shows a head in which [SEP] is first by weight, with more than 80 %, and not by length', async () => {
  const trace = await presetTensors(sinkPlace, weightedSumFigure.names(sinkPlace));
  const shown = weightedSumFigure.view(trace, sinkPlace);
  const { byWeight, byLength } = firstOf(stripRows(shown));
  expect(shown.tokens[byWeight.key!]!.text).toBe('[SEP]');
  expect(byWeight.weight).toBeGreaterThan(0.8);
  expect(byLength).not.toBe(byWeight);
  expect(byWeight.length).toBeLessThan(byLength.length);
});
