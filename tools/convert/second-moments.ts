import { mergeHeads } from '../../shared/bert/attention-output.ts';
import type { LayerOutput } from '../../shared/bert/encoder.ts';
import type { FloatTensor } from '../../shared/bert/float-tensor.ts';
import { eightDots } from './eight-dots.ts';

/** Name of what linear maps get, see `inputOf` -> sum over tokens of x xᵀ, [inputs, inputs]: its upper triangle. */
export type MomentSums = Record<string, Float64Array>;

/** Linear map -> what it gets: an intermediate of its layer, or of the model. Query, key and value share theirs. */
const inputs: readonly (readonly [map: string, input: string])[] = [
  ['attention.self.query.weight', 'hiddenStates'],
  ['attention.self.key.weight', 'hiddenStates'],
  ['attention.self.value.weight', 'hiddenStates'],
  ['attention.output.dense.weight', 'context'],
  ['intermediate.dense.weight', 'attentionBlock'],
  ['output.dense.weight', 'intermediate'],
];
const layerName = /^encoder\.layer\.\d+\./;
export const headInput = 'lastHiddenState';

/** The input of the linear map whose weight has this name, e.g. `encoder.layer.3.context`; undefined of other tensors. */
export function inputOf(name: string): string | undefined {
  if (name === 'cls.predictions.transform.dense.weight') return headInput;
  const layer = layerName.exec(name)?.[0];
  const input = layer && inputs.find(([map]) => map === name.slice(layer.length));
  return input && `${layer}${input[1]}`;
}

/** Adds what the linear maps of layer `l` got from one text, under the names of `inputOf`, in the forward pass's order. */
export function addLayerMoments(sums: MomentSums, l: number, hiddenStates: FloatTensor, output: LayerOutput): void {
  const { context, attentionBlock, intermediate } = output;
  addMoments(sums, `encoder.layer.${l}.hiddenStates`, hiddenStates);
  addMoments(sums, `encoder.layer.${l}.context`, mergeHeads(context));
  addMoments(sums, `encoder.layer.${l}.attentionBlock`, attentionBlock);
  addMoments(sums, `encoder.layer.${l}.intermediate`, intermediate);
}

/**
 * sums[name][i, j] += sum_t x[t, i] x[t, j] for i <= j
 *
 * x [tokens, inputs], inputs a multiple of 4. Divided by the number of tokens this is the second moment of x: on its
 * diagonal stands the mean square of each channel. Below the diagonal the numbers mean nothing.
 */
export function addMoments(sums: MomentSums, name: string, x: FloatTensor): void {
  const size = x.shape[1];
  sums[name] ??= new Float64Array(size * size);
  const moments = sums[name];
  const quads = channelQuads(x);
  const tile = new Float64Array(8);
  for (let i = 0; i < size; i += 2) {
    const own = Math.floor(i / 4);
    const pair = [quads[own][i % 4], quads[own][(i % 4) + 1]] as const;
    for (let j = own; j < quads.length; j++) {
      eightDots(pair, quads[j], 0, tile);
      for (let k = 0; k < 8; k++) moments[(i + (k >> 2)) * size + 4 * j + (k & 3)] += tile[k];
    }
  }
}

/** The channels x[:, i], each in one piece, four and four. */
function channelQuads({ shape, data }: FloatTensor): Float64Array[][] {
  const [tokens, size] = shape;
  const channels = Array.from({ length: size }, () => new Float64Array(tokens));
  for (let k = 0; k < data.length; k++) channels[k % size][Math.floor(k / size)] = data[k];
  return Array.from({ length: size / 4 }, (_, quad) => channels.slice(4 * quad, 4 * quad + 4));
}
