import { expect, it } from 'vitest';
import { cosine } from '../../../shared/analysis/cosine.ts';
import { cosineToInput, weightToOthers } from '../../../site/figures/residual/identity-drift.ts';

const word = { id: 1, text: 'a', start: 0, end: 1, special: false, word: 0, type: 0 } as const;
const special = { ...word, text: '[CLS]', special: true, word: null } as const;

it('measures direction only: 1 for the same, 0 at right angles, -1 for the opposite', () => {
  const right = Float32Array.of(2, 0);
  expect(
    [
      [5, 0],
      [0, 3],
      [-1, 0],
    ].map((b) => cosine(right, Float32Array.from(b))),
  ).toEqual([1, 0, -1]);
});

it('averages over words and leaves special tokens out', () => {
  const input = Float32Array.of(1, 0, 1, 0, 0, 1);
  const later = Float32Array.of(-1, 0, 1, 0, 1, 0);
  expect(cosineToInput([input, later], [special, word, word])).toEqual([1, 0.5]);
});

it('counts the weight that leaves the diagonal, over all heads', () => {
  const attentions = Float32Array.of(0.5, 0.5, 0.25, 0.75, 0, 1, 1, 0);
  const trace = { model: 'm', tokens: [word, word], layers: [0], heads: [0, 1], attentions };
  expect(weightToOthers(trace)).toBe(1 - 1.25 / 4);
});
