import { mergeHeads } from '../../shared/bert/attention-output.ts';
import type { BertConfig } from '../../shared/bert/config.ts';
import { embeddings } from '../../shared/bert/embeddings.ts';
import { encoder } from '../../shared/bert/encoder.ts';
import type { FloatTensor } from '../../shared/bert/float-tensor.ts';
import type { BertWeights } from '../../shared/bert/weights.ts';

/** Name of a linear map's weight -> sum over tokens of the squares of each of its input channels. */
export type ChannelSums = Record<string, Float64Array>;

/**
 * sums[name][i] += sum_t x[t, i]^2, where x [seqLen, inputs] is what the linear map `name` gets for this text.
 *
 * One forward pass of the plain reference. `sums` is filled in place; divided by the number of tokens it is the mean square.
 */
export function addChannelSums(
  sums: ChannelSums,
  config: BertConfig,
  weights: BertWeights,
  inputIds: readonly number[],
): void {
  const tokenTypeIds = inputIds.map(() => 0);
  let { hiddenStates } = embeddings(config, weights.embeddings, inputIds, tokenTypeIds);
  let l = 0;
  for (const output of encoder(config, weights.layers, hiddenStates)) {
    const name = `encoder.layer.${l++}`;
    for (const map of ['query', 'key', 'value']) addSquares(sums, `${name}.attention.self.${map}.weight`, hiddenStates);
    addSquares(sums, `${name}.attention.output.dense.weight`, mergeHeads(output.context));
    addSquares(sums, `${name}.intermediate.dense.weight`, output.attentionBlock);
    addSquares(sums, `${name}.output.dense.weight`, output.intermediate);
    hiddenStates = output.hiddenStates;
  }
  if (weights.maskedLm) addSquares(sums, 'cls.predictions.transform.dense.weight', hiddenStates);
}

function addSquares(sums: ChannelSums, name: string, { shape, data }: FloatTensor): void {
  const inputs = shape[1];
  sums[name] ??= new Float64Array(inputs);
  const channels = sums[name];
  for (let k = 0; k < data.length; k++) channels[k % inputs] += data[k] ** 2;
}
