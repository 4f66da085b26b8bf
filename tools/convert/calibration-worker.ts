import { parentPort, workerData } from 'node:worker_threads';
import type { BertConfig } from '../../shared/bert/config.ts';
import { bertWeights } from '../../shared/bert/weights.ts';
import { addChannelSums, type ChannelSums } from './channel-statistics.ts';
import { openSourceWeights } from './source-weights.ts';

/** What a calibration thread is started with. */
export interface CalibrationJob {
  readonly weightsPath: string;
  readonly config: BertConfig;
  /** Token ids of its share of the passages. */
  readonly passages: readonly (readonly number[])[];
}

/** It reports every finished passage, and with the last one the sums. */
export interface CalibrationReport {
  readonly sums?: ChannelSums;
}

const { weightsPath, config, passages } = workerData as CalibrationJob;
const source = openSourceWeights(weightsPath);
const weights = bertWeights(config, source.floatTensor);
source.close();

const sums: ChannelSums = {};
for (const inputIds of passages) {
  addChannelSums(sums, config, weights, inputIds);
  parentPort?.postMessage({} satisfies CalibrationReport);
}
parentPort?.postMessage({ sums } satisfies CalibrationReport);
