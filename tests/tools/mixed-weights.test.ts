import { describe, expect, it } from 'vitest';
import type { FloatTensor } from '../../shared/bert/float-tensor.ts';
import { type BertWeights, bertWeights } from '../../shared/bert/weights.ts';
import { kinds, mixedWeights } from '../../tools/fidelity/mixed-weights.ts';
import { tinyConfig, tinyTensor, tinyWeights } from '../shared/bert/tiny-bert.ts';

const shifted = (name: string): FloatTensor | undefined => {
  const tensor = tinyTensor(name);
  return tensor && { shape: tensor.shape, data: tensor.data.map((value) => value + 1) };
};
const stored = bertWeights(tinyConfig, shifted);

/** How far each matrix of a layer is from the little BERT's, at its first number. */
const distances = ({ layers }: BertWeights) =>
  layers.map((layer, l) =>
    kinds.map((kind) =>
      Number((layer[kind].weight.data[0]! - tinyWeights.layers[l]![kind].weight.data[0]!).toFixed(5)),
    ),
  );

describe('mixedWeights', () => {
  it('takes the matrices that are asked for, of this kind and layer alone', () => {
    const mixed = mixedWeights(tinyWeights, stored, (kind, layer) => Number(kind === 'value' && layer === 1));
    const expected = tinyWeights.layers.map((_, l) => kinds.map((kind) => Number(kind === 'value' && l === 1)));
    expect(distances(mixed)).toEqual(expected);
    expect(mixed.embeddings).toEqual(tinyWeights.embeddings);
  });

  it('goes part of the way, in all three tables of the embeddings too', () => {
    const mixed = mixedWeights(tinyWeights, stored, () => 0.25);
    expect(distances(mixed).flat()).toEqual(
      distances(mixed)
        .flat()
        .map(() => 0.25),
    );
    for (const table of ['word', 'position', 'tokenType'] as const) {
      expect(mixed.embeddings[table].data[0]).toBeCloseTo(tinyWeights.embeddings[table].data[0]! + 0.25, 5);
    }
  });

  it('leaves vectors as they are', () => {
    const mixed = mixedWeights(tinyWeights, stored, () => 1);
    expect(mixed.layers[0]!.query.bias).toBe(tinyWeights.layers[0]!.query.bias);
    expect(mixed.layers[0]!.outputLayerNorm).toBe(tinyWeights.layers[0]!.outputLayerNorm);
  });
});
