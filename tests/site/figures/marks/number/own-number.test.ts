import { expect, it } from 'vitest';
import { ownNumber } from '../../../../../site/figures/marks/number/own-number.ts';
import { start } from '../../../../../site/reader/reader.svelte.ts';

const row = Float32Array.from([0.1, 0.2, 0.7, 0.5, 0.25, 0.25, 0, 1, 0]);
const trace = {
  tokens: ['[CLS]', 'dogs', 'bark'].map((text) => ({ text }) as never),
  tensors: { 'attentions.0': { shape: [1, 3, 3], data: row } },
};
const place = { ...start, layer: 0, head: 0, token: 0 };
const weight = ownNumber('attentions.{layer}[{head}][{token}][{to}]', '{from} to {key}');

it('reads a number of prose at the reader’s place, to the token that gets most', () => {
  expect(weight.names(place)).toEqual(['attentions.0']);
  expect(weight.view(trace, place)).toEqual({
    tensor: 'attentions.0[0][0][2]',
    value: row[2],
    says: 'layer 1, head 1, “[CLS]” to “bark”',
  });
});

it('names no head where the reader is at the one of which the prose speaks', () => {
  const { layer, head } = start;
  const there = {
    ...trace,
    tensors: { [`attentions.${layer}`]: { shape: [head + 1, 3, 3], data: new Float32Array((head + 1) * 9) } },
  };
  expect(weight.view(there, { ...place, layer, head }).says).toBe('“[CLS]” to “[CLS]”');
});

it('takes the last token where the sentence is shorter than the reader’s place', () => {
  expect(weight.view(trace, { ...place, token: 9 }).tensor).toBe('attentions.0[0][2][1]');
});

it('refuses a gap that it cannot fill', () => {
  expect(() => ownNumber('attentions.{layer}[{word}][0][0]', '').names(place)).toThrow('found {word}');
});
