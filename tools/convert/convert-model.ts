import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { elementCount } from '../../shared/tensors/tensor.ts';
import { formatVersion, indexFileName } from '../../shared/weights/shard-index.ts';
import type { RowBits, ShardEntry, ShardIndex, TensorEntry } from '../../shared/weights/weight-format.ts';
import { type BertTensor, bertTensors, checkGeometry } from './bert-tensors.ts';
import { type Calibration, calibrate } from './calibration.ts';
import { encodeTensor } from './encode-tensor.ts';
import { formatsOf } from './formats.ts';
import { type ModelFolder, readModelFolder } from './model-folder.ts';
import { cutIntoParts, maxShardBytes, planShards, type Shard, storedBytes } from './shard-plan.ts';
import { writeShards } from './shard-writer.ts';
import { openSourceWeights, type SourceWeights } from './source-weights.ts';
import { checkTiedDecoder } from './tied-decoder.ts';

export interface ConvertOptions {
  /** A Hugging Face folder: config.json, tokenizer.json, tokenizer_config.json, model.safetensors. */
  readonly modelFolder: string;
  /** The folder to write; an earlier conversion there is replaced. */
  readonly out: string;
  /** Chooses the formats, see formats.ts. */
  readonly id: string;
  /** Passages that show what typical text sends through the model, one a line. */
  readonly calibrationFile?: string;
  readonly maxBytes?: number;
  readonly onProgress?: (line: string) => void;
}

export interface Conversion {
  readonly index: ShardIndex;
  /** Tensors of the checkpoint that the converted model does not have, e.g. the pooler. */
  readonly leftOut: readonly string[];
}

/**
 * Writes config, tokenizer, shards and index into a folder beside `out`, which takes its place when all is done:
 * a failure leaves nothing behind. The same input gives the same bytes.
 * @throws Error that says in one line what was expected and found.
 */
export async function convertModel(options: ConvertOptions): Promise<Conversion> {
  expectReplaceable(options.out);
  const folder = readModelFolder(options.modelFolder);
  checkGeometry(folder.config);
  const weights = openSourceWeights(folder.weightsPath);
  const unfinished = join(dirname(options.out), `.unfinished-${options.id}-${process.pid}`);
  try {
    mkdirSync(unfinished, { recursive: true });
    const conversion = await writeModel(unfinished, folder, weights, options);
    rmSync(options.out, { recursive: true, force: true });
    renameSync(unfinished, options.out);
    return conversion;
  } finally {
    weights.close();
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Only what this tool wrote is ever removed. */
function expectReplaceable(out: string): void {
  if (!existsSync(out) || existsSync(join(out, indexFileName)) || readdirSync(out).length === 0) return;
  throw new Error(`${out}: expected a new folder or an earlier conversion, found other files; choose another --out`);
}

async function writeModel(
  unfinished: string,
  folder: ModelFolder,
  weights: SourceWeights,
  options: ConvertOptions,
): Promise<Conversion> {
  const { config, files } = folder;
  const { id, maxBytes = maxShardBytes, onProgress } = options;
  const has = {
    maskedLm: weights.names.some((name) => name.startsWith('cls.predictions.')),
    pooler: weights.names.some((name) => name.startsWith('pooler.')),
  };
  const formats = formatsOf(id);
  const tensors = cutIntoParts(bertTensors(config, formats, has), maxBytes);
  for (const { name, shape } of tensors) weights.expect(name, shape);
  checkTiedDecoder(weights, config);
  const calibration = options.calibrationFile
    ? await calibrate(folder, options.calibrationFile, onProgress)
    : undefined;
  const shards = planShards(tensors, maxBytes);
  const data = encodedTensors(tensors, weights, calibration, onProgress);
  const shardEntries = await writeShards(unfinished, shards, data).finally(() => calibration?.close());
  const index = shardIndex(tensors, shards, shardEntries, formats.activations, calibration);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(unfinished, name), text);
  writeFileSync(join(unfinished, indexFileName), `${JSON.stringify(index, null, 1)}\n`);
  const kept = new Set(tensors.map((tensor) => tensor.name));
  return { index, leftOut: weights.names.filter((name) => !kept.has(name)) };
}

async function* encodedTensors(
  tensors: readonly BertTensor[],
  weights: SourceWeights,
  calibration?: Calibration,
  onProgress?: (line: string) => void,
): AsyncGenerator<Uint8Array> {
  for (const tensor of tensors) {
    const feedback = await calibration?.feedback(tensor.name);
    onProgress?.(`${tensor.name} ${tensor.format}`);
    yield* encodeTensor(tensor, weights.read(tensor.name, tensor.shape), feedback);
  }
}

function shardIndex(
  tensors: readonly BertTensor[],
  shards: readonly Shard[],
  shardEntries: Record<string, ShardEntry>,
  activationBits: RowBits,
  calibration?: Calibration,
): ShardIndex {
  const files = Object.keys(shardEntries);
  const stored = shards.flatMap((shard, number) => shard.map((tensor) => ({ tensor, file: files[number] })));
  return {
    metadata: {
      total_size: stored.reduce((bytes, { tensor }) => bytes + storedBytes(tensor), 0),
      format_version: formatVersion,
      activation_bits: activationBits,
      parameters: tensors.reduce((count, tensor) => count + elementCount(tensor.shape), 0),
      calibration: calibration !== undefined,
      ...(calibration && { calibration_sha256: calibration.sha256 }),
    },
    weight_map: Object.fromEntries(stored.map(({ tensor, file }) => [tensor.name, file])),
    tensors: Object.fromEntries(tensors.map(({ name, ...entry }): [string, TensorEntry] => [name, entry])),
    shards: shardEntries,
  };
}
