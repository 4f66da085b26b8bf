import { mergeHeads } from '../../../shared/bert/attention-output.ts';
import type { FloatTensor } from '../../../shared/bert/float-tensor.ts';
import { gelu } from '../../../shared/bert/gelu.ts';
import { type Affine, linear } from '../../../shared/bert/linear.ts';
import { splitHeads } from '../../../shared/bert/projections.ts';
import type { ConvertedModel } from './converted-models.ts';
import { roundRow } from './group-rounding.ts';
import type { Outputs } from './run-engine.ts';

/**
 * What each int6 linear map should give for the input that the engine itself had: the plain linear map of the input as
 * `quantizeGroups` rounds it. So every map is held to its own arithmetic, and no layer inherits another's rounding.
 */
export function roundedMaps({ config, weights }: ConvertedModel, found: Outputs, length: number): Outputs {
  const { hiddenSize, numAttentionHeads } = config;
  const map = (affine: Affine, x: Float32Array) =>
    linear(affine, rounded({ shape: [length, x.length / length], data: x }));
  const heads = (affine: Affine, x: Float32Array) => splitHeads(map(affine, x), numAttentionHeads).data;
  const expected: Outputs = {};
  weights.layers.forEach((layer, l) => {
    const hiddenStates = found[`hidden_states.${l}`];
    const context = { shape: [numAttentionHeads, length, hiddenSize / numAttentionHeads], data: found[`context.${l}`] };
    expected[`value.${l}`] = heads(layer.value, hiddenStates);
    expected[`attention_output.${l}`] = map(layer.attentionOutput, mergeHeads(context).data).data;
    expected[`intermediate.${l}`] = gelu(map(layer.intermediate, found[`attention_block.${l}`])).data;
    expected[`feed_forward_output.${l}`] = map(layer.output, found[`intermediate.${l}`]).data;
  });
  return expected;
}

/** x rounded: the sum of each number's one or two parts. */
function rounded({ shape, data }: FloatTensor): FloatTensor {
  const [rows, size] = shape;
  const back = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    const x = back.subarray(row * size, (row + 1) * size);
    for (const { group, scale, values } of roundRow(data.subarray(row * size, (row + 1) * size))) {
      values.forEach((q, i) => {
        x[group * 64 + i] += q * scale;
      });
    }
  }
  return { shape, data: back };
}
