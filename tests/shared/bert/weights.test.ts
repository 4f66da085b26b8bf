import { describe, expect, it } from 'vitest';
import { zeros } from '../../../shared/bert/float-tensor.ts';
import { bertWeights } from '../../../shared/bert/weights.ts';
import { tinyConfig, tinyTensor } from './tiny-bert.ts';

const without = (missing: string) => (name: string) => (name === missing ? undefined : tinyTensor(name));

describe('bertWeights', () => {
  it('asks for every tensor of the model once it is there, by its Hugging Face name', () => {
    const asked = new Set<string>();
    bertWeights(tinyConfig, (name) => {
      asked.add(name);
      return tinyTensor(name);
    });
    expect(asked.size).toBe(5 + 2 * 16 + 5 + 1); // the last asks whether there is a pooler
    expect(asked).toContain('encoder.layer.1.attention.output.LayerNorm.weight');
  });

  it('keeps views, not copies', () => {
    const { layers } = bertWeights(tinyConfig, tinyTensor);
    expect(layers[0].query.weight.data).toBe(tinyTensor('encoder.layer.0.attention.self.query.weight')?.data);
  });

  it('works without a masked-LM head', () => {
    const { maskedLm, layers } = bertWeights(tinyConfig, (name) =>
      name.startsWith('cls.') ? undefined : tinyTensor(name),
    );
    expect(maskedLm).toBeUndefined();
    expect(layers).toHaveLength(2);
  });

  it('names the tensor that is missing, in the encoder or in half a masked-LM head', () => {
    expect(() => bertWeights(tinyConfig, without('encoder.layer.1.intermediate.dense.bias'))).toThrow(
      'weights: expected encoder.layer.1.intermediate.dense.bias [128], found no tensor of this name',
    );
    expect(() => bertWeights(tinyConfig, without('cls.predictions.bias'))).toThrow(
      'expected cls.predictions.bias [128]',
    );
  });

  it('refuses a tensor of another shape, and one with too few numbers', () => {
    const name = 'embeddings.position_embeddings.weight';
    const replaced = (shape: number[], size: number) => (asked: string) =>
      asked === name ? { shape, data: zeros(size).data } : tinyTensor(asked);
    expect(() => bertWeights(tinyConfig, replaced([32, 64], 32 * 64))).toThrow(
      `expected ${name} [64,64], found [32,64]`,
    );
    expect(() => bertWeights(tinyConfig, replaced([64, 64], 10))).toThrow('found [64,64] with 10 numbers');
  });
});
