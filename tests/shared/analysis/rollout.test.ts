import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foldMean } from '../../../shared/analysis/head-reduction.ts';
import { rollout } from '../../../shared/analysis/rollout.ts';
import { readSafetensors } from '../../../shared/tensors/safetensors.ts';
import type { Tensor } from '../../../shared/tensors/tensor.ts';
import { expectClose } from '../../expect-close.ts';

function golden(name: string): { attentions: Tensor; expected: Tensor } {
  const file = readFileSync(new URL(`../../golden/bert-base-uncased/${name}.safetensors`, import.meta.url));
  const { attentions, rollout: expected } = readSafetensors(file).tensors;
  return { attentions, expected };
}

function rolled({ shape, data }: Tensor): Float32Array {
  const [layers, heads, n] = shape;
  let product: Float32Array | undefined;
  for (let layer = 0; layer < layers; layer++) {
    const mean = new Float32Array(n * n);
    for (let head = 0; head < heads; head++) {
      const start = (layer * heads + head) * n * n;
      foldMean(mean, Float32Array.from(data.subarray(start, start + n * n)), heads);
    }
    product = rollout(mean, n, product);
  }
  return product ?? new Float32Array();
}

describe('rollout', () => {
  it.each(['cat', 'hello', 'pair', 'mask'])('equals the reference on "%s" within 1e-5', (name) => {
    const { attentions, expected } = golden(name);
    expectClose(rolled(attentions), expected.data, 1e-5);
  });

  it('of the first layer is half attention, half identity', () => {
    expect([...rollout(Float32Array.of(0.5, 0.5, 0, 1), 2)]).toEqual([0.75, 0.25, 0, 1]);
  });

  it('multiplies the later layer from the left', () => {
    const toFirst = Float32Array.of(1, 0, 1, 0);
    const toSecond = Float32Array.of(0, 1, 0, 1);
    expect([...rollout(toSecond, 2, rollout(toFirst, 2))]).toEqual([0.75, 0.25, 0.5, 0.5]);
  });

  it('refuses matrices that are not square in n', () => {
    expect(() => rollout(new Float32Array(5), 2)).toThrow('expected a matrix [2, 2], found 5 numbers');
    expect(() => rollout(new Float32Array(4), 2, new Float32Array(9))).toThrow('found 9 numbers');
  });
});
