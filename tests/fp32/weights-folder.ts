import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BertConfig, parseBertConfig } from '../../shared/bert/config.ts';
import { type BertWeights, bertWeights } from '../../shared/bert/weights.ts';
import { openSourceWeights } from '../../tools/convert/source-weights.ts';

/** A Hugging Face model folder with fp32 `model.safetensors`, `config.json` and `vocab.txt`. */
export function readWeightsFolder(folder: string): { config: BertConfig; weights: BertWeights; vocabulary: string[] } {
  const config = parseBertConfig(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')));
  const source = openSourceWeights(join(folder, 'model.safetensors'));
  try {
    const weights = bertWeights(config, source.floatTensor);
    const vocabulary = readFileSync(join(folder, 'vocab.txt'), 'utf8').trimEnd().split('\n');
    return { config, weights, vocabulary };
  } finally {
    source.close();
  }
}
