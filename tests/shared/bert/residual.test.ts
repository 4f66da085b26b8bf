import { describe, expect, it } from 'vitest';
import { zeros } from '../../../shared/bert/float-tensor.ts';
import { layerNorm } from '../../../shared/bert/layer-norm.ts';
import { add, residual } from '../../../shared/bert/residual.ts';
import { expectClose } from '../../expect-close.ts';
import { golden, goldenCases, goldenTolerance, tinyConfig, tinyWeights } from './tiny-bert.ts';

const { layerNormEps } = tinyConfig;
const layer = tinyWeights.layers[1];

describe('residual', () => {
  it.each(goldenCases)('adds both updates of "%s" and normalises, within 1e-5 of the largest number', (name) => {
    const { tensors } = golden(name);
    const block = residual(
      layer.attentionLayerNorm,
      layerNormEps,
      tensors['hidden_states.1'],
      tensors['attention_output.1'],
    );
    expectClose(block.data, tensors['attention_block.1'].data, goldenTolerance(tensors['attention_block.1']));
    const out = residual(
      layer.outputLayerNorm,
      layerNormEps,
      tensors['attention_block.1'],
      tensors['feed_forward_output.1'],
    );
    expectClose(out.data, tensors['hidden_states.2'].data, goldenTolerance(tensors['hidden_states.2']));
  });

  it('leaves LayerNorm of the vector alone when the update is 0', () => {
    const x = golden('one').tensors['hidden_states.1'];
    expect(residual(layer.outputLayerNorm, layerNormEps, x, zeros(1, 64))).toEqual(
      layerNorm(layer.outputLayerNorm, layerNormEps, x),
    );
  });
});

describe('add', () => {
  it('adds component by component and keeps the shape', () => {
    const a = { shape: [1, 2], data: Float32Array.of(1, 2) };
    expect(add(a, { shape: [1, 2], data: Float32Array.of(0.5, -4) })).toEqual({
      shape: [1, 2],
      data: Float32Array.of(1.5, -2),
    });
  });
});
