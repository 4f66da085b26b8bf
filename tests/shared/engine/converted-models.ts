import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BertConfig, parseBertConfig } from '../../../shared/bert/config.ts';
import { type BertWeights, bertWeights } from '../../../shared/bert/weights.ts';
import { openFolder } from '../../../shared/model/open-folder.ts';
import { writeSafetensors } from '../../../shared/tensors/safetensors.ts';
import { elementCount, type Tensor } from '../../../shared/tensors/tensor.ts';
import { readModel } from '../../../shared/weights/read-model.ts';
import { bertTensors } from '../../../tools/convert/bert-tensors.ts';
import { convertModel } from '../../../tools/convert/convert-model.ts';
import { formatsOf } from '../../../tools/convert/formats.ts';
import { seededRandom } from './random.ts';

/** A model folder made by the converter, and what the plain reference needs to run on the very same weights. */
export interface ConvertedModel {
  readonly folder: string;
  readonly config: BertConfig;
  /** Dequantized: scale * integer, in float32. */
  readonly weights: BertWeights;
  remove(): void;
}

/** The little BERT of tests/golden: int6 word embeddings, unless converted as one of ours, and int8 layers. */
export async function convertedTinyBert(maxBytes?: number, as = 'tiny-bert'): Promise<ConvertedModel> {
  return converted(as, maxBytes, (folder) => {
    for (const file of ['config.json', 'model.safetensors']) {
      copyFileSync(fileURLToPath(new URL(`../../golden/tiny-bert/${file}`, import.meta.url)), join(folder, file));
    }
  });
}

/** What tiny-bert is too small for: six layers, texts longer than a feed-forward chunk, odd sizes. */
const randomBertConfig = {
  model_type: 'bert',
  vocab_size: 203,
  hidden_size: 128,
  num_hidden_layers: 6,
  num_attention_heads: 4,
  intermediate_size: 448,
  max_position_embeddings: 140,
  type_vocab_size: 2,
};

/** One layer for texts of three feed-forward chunks, where space is tightest. */
export const longBertConfig = {
  ...randomBertConfig,
  vocab_size: 40,
  hidden_size: 64,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  intermediate_size: 256,
  max_position_embeddings: 262,
};

/**
 * Converted as one of ours is: bert-base-uncased has int6 layers with int8 queries and keys, and int8 word embeddings, all-MiniLM-L6-v2 int8
 * throughout. Shards are so small that the feed-forward matrices are cut into parts.
 */
export async function convertedRandomBert(
  as: 'bert-base-uncased' | 'all-MiniLM-L6-v2',
  config = randomBertConfig,
): Promise<ConvertedModel> {
  return converted(as, 36_200, (folder) => {
    writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
    writeFileSync(join(folder, 'model.safetensors'), writeSafetensors(randomWeights(parseBertConfig(config))));
  });
}

function randomWeights(config: BertConfig): Record<string, Tensor> {
  const random = seededRandom(2018);
  const tensors = bertTensors(config, formatsOf(''), { maskedLm: true, pooler: true });
  return Object.fromEntries(
    tensors.map(({ name, shape }): [string, Tensor] => {
      const isGamma = name.endsWith('LayerNorm.weight');
      const data = random.normals(elementCount(shape), isGamma ? 0.1 : 0.12);
      return [name, { dtype: 'F32', shape, data: isGamma ? data.map((value) => value + 1) : data }];
    }),
  );
}

async function converted(
  id: string,
  maxBytes: number | undefined,
  write: (folder: string) => void,
): Promise<ConvertedModel> {
  const root = mkdtempSync(join(tmpdir(), 'engine-test-'));
  const source = join(root, 'source');
  const folder = join(root, id);
  mkdirSync(source);
  write(source);
  writeFileSync(join(source, 'tokenizer.json'), '{"model":{"type":"WordPiece","vocab":{}}}');
  writeFileSync(join(source, 'tokenizer_config.json'), '{}');
  await convertModel({ modelFolder: source, out: folder, id, maxBytes });
  return { folder, ...(await reference(folder)), remove: () => rmSync(root, { recursive: true }) };
}

async function reference(folder: string): Promise<{ config: BertConfig; weights: BertWeights }> {
  const openFile = openFolder(folder);
  const config = parseBertConfig(await new Response((await openFile('config.json')) as ReadableStream).json());
  const { floatTensor } = await readModel(openFile);
  const weights = bertWeights(config, floatTensor);
  return { config, weights };
}
