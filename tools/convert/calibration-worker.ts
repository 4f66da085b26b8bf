import { parentPort, workerData } from 'node:worker_threads';
import type { BertConfig } from '../../shared/bert/config.ts';
import { embeddings } from '../../shared/bert/embeddings.ts';
import { layer } from '../../shared/bert/encoder.ts';
import { bertWeights } from '../../shared/bert/weights.ts';
import { addLayerMoments, addMoments, headInput, type MomentSums } from './second-moments.ts';
import { openSourceWeights } from './source-weights.ts';

/** What a calibration thread is started with. */
export interface CalibrationJob {
  readonly weightsPath: string;
  readonly config: BertConfig;
  /** Token ids of its share of the passages. */
  readonly passages: readonly (readonly number[])[];
}

const { weightsPath, config, passages } = workerData as CalibrationJob;
const source = openSourceWeights(weightsPath);
const weights = bertWeights(config, source.floatTensor);
source.close();

let hiddenStates = passages.map((inputIds) => {
  const tokenTypeIds = inputIds.map(() => 0);
  return embeddings(config, weights.embeddings, { inputIds, tokenTypeIds }).hiddenStates;
});
let l = 0;

/** For every message one layer more: its sums, after the last layer those of the masked-LM head too. */
parentPort?.on('message', () => {
  const sums: MomentSums = {};
  hiddenStates = hiddenStates.map((x) => {
    const output = layer(config, weights.layers[l], x);
    addLayerMoments(sums, l, x, output);
    return output.hiddenStates;
  });
  l++;
  if (l === config.numHiddenLayers && weights.maskedLm) for (const x of hiddenStates) addMoments(sums, headInput, x);
  parentPort?.postMessage(
    sums,
    Object.values(sums).map(({ buffer }) => buffer as ArrayBuffer),
  );
});
