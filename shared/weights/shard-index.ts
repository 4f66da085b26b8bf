import { foundValue } from '../tensors/found-value.ts';
import { repeatedKey } from '../tensors/repeated-key.ts';
import { storedTensors } from './stored-tensors.ts';
import {
  type ShardEntry,
  type ShardIndex,
  type TensorEntry,
  type WeightFormat,
  weightFormats,
} from './weight-format.ts';

export const indexFileName = 'model.safetensors.index.json';

/** Raised by the layout that this version of the code cannot read. */
export const formatVersion = 2;

/** The index does not describe a converted model. */
export class ShardIndexError extends Error {
  constructor(message: string) {
    super(`${indexFileName}: ${message}`);
    this.name = 'ShardIndexError';
  }
}

/**
 * Reads and checks the content of `model.safetensors.index.json`: every tensor has a known format and shape, every
 * stored tensor (parts and scales too) a shard, every shard its size and checksums.
 * @throws ShardIndexError naming what is wrong.
 */
export function parseShardIndex(text: string): ShardIndex {
  const index = expectObject(parseJson(text), 'the file') as Partial<Record<keyof ShardIndex, unknown>>;
  const metadata = expectObject(index.metadata, 'metadata');
  expectSize(metadata.total_size, 'metadata.total_size');
  if (metadata.format_version !== formatVersion) {
    throw new ShardIndexError(
      `expected metadata.format_version ${formatVersion}, found ${foundValue(metadata.format_version)}; convert the model again`,
    );
  }
  if (![undefined, 14, 16].includes(metadata.activation_bits as number | undefined)) {
    throw new ShardIndexError(
      `expected metadata.activation_bits 14 or 16, found ${foundValue(metadata.activation_bits)}; convert the model again`,
    );
  }
  const shards = entries(index.shards, 'shards', shardEntry);
  const tensors = entries(index.tensors, 'tensors', tensorEntry);
  const weightMap = entries(index.weight_map, 'weight_map', (name, file) => {
    if (typeof file === 'string' && Object.hasOwn(shards, file)) return file;
    throw new ShardIndexError(`expected weight_map of ${name} to name one of the shards, found ${foundValue(file)}`);
  });
  checkComplete(tensors, weightMap);
  return { metadata: metadata as ShardIndex['metadata'], weight_map: weightMap, tensors, shards };
}

function parseJson(text: string): unknown {
  const parsed = jsonOf(text);
  const repeated = repeatedKey(text);
  if (repeated === undefined) return parsed;
  throw new ShardIndexError(`expected ${foundValue(repeated)} once, found twice; convert the model again`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ShardIndexError(`expected JSON, found ${JSON.stringify(text.slice(0, 40))}`);
  }
}

function entries<T>(value: unknown, what: string, read: (name: string, entry: unknown) => T): Record<string, T> {
  const object = Object.entries(expectObject(value, what));
  return Object.fromEntries(object.map(([name, entry]) => [name, read(name, entry)]));
}

function expectObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ShardIndexError(`expected ${what} to be an object, found ${foundValue(value)}`);
}

function expectSize(value: unknown, what: string): number {
  if (Number.isSafeInteger(value) && (value as number) > 0) return value as number;
  throw new ShardIndexError(`expected ${what} to be a positive whole number, found ${foundValue(value)}`);
}

function shardEntry(file: string, value: unknown): ShardEntry {
  if (!/^[\w.-]+\.safetensors$/.test(file)) {
    throw new ShardIndexError(
      `expected a shard's name to be a plain .safetensors file name, found ${foundValue(file)}`,
    );
  }
  const { bytes, sha256, crc32c } = expectObject(value, `shards of ${file}`);
  return {
    bytes: expectSize(bytes, `bytes of ${file}`),
    sha256: expectHex(sha256, 64, `sha256 of ${file}`),
    crc32c: expectHex(crc32c, 8, `crc32c of ${file}`),
  };
}

function expectHex(value: unknown, digits: number, what: string): string {
  if (typeof value === 'string' && value.length === digits && /^[0-9a-f]+$/.test(value)) return value;
  throw new ShardIndexError(
    `expected ${what} to be ${digits} lower-case hexadecimal digits, found ${foundValue(value)}`,
  );
}

function tensorEntry(name: string, value: unknown): TensorEntry {
  const { format, shape, parts } = expectObject(value, `tensors of ${name}`);
  if (!isWeightFormat(format)) {
    throw new ShardIndexError(
      `expected the format of ${name} to be one of ${weightFormats.join(', ')}, found ${foundValue(format)}`,
    );
  }
  if (!Array.isArray(shape) || shape.length < 1 || shape.length > 2) {
    throw new ShardIndexError(`expected the shape of ${name} to have one or two sizes, found ${foundValue(shape)}`);
  }
  const entry = { format, shape: shape.map((size) => expectSize(size, `each size of ${name}`)) };
  return parts === undefined ? entry : { ...entry, parts: expectSize(parts, `parts of ${name}`) };
}

function isWeightFormat(value: unknown): value is WeightFormat {
  return (weightFormats as readonly unknown[]).includes(value);
}

/** Every stored tensor has a shard, and no shard is said to hold a tensor that nothing describes. */
function checkComplete(tensors: Record<string, TensorEntry>, weightMap: Record<string, string>): void {
  const missing = new Set(Object.keys(weightMap));
  for (const [name, entry] of Object.entries(tensors)) {
    checkParts(name, entry, missing.size);
    for (const stored of storedNames(name, entry)) {
      if (!missing.delete(stored)) throw new ShardIndexError(`expected ${stored} in weight_map, found nothing`);
    }
  }
  const [extra] = missing;
  if (extra !== undefined) throw new ShardIndexError(`expected ${extra} of weight_map among tensors, found nothing`);
}

/** Before they are spelled out: an absurd number of parts would fill the memory with names. */
function checkParts(name: string, { parts = 1 }: TensorEntry, stored: number): void {
  if (parts <= stored) return;
  throw new ShardIndexError(`expected the ${parts} parts of ${name} in weight_map, found ${stored} tensors left there`);
}

function storedNames(name: string, entry: TensorEntry): string[] {
  try {
    return storedTensors(name, entry).map((tensor) => tensor.name);
  } catch (cause) {
    throw new ShardIndexError((cause as Error).message);
  }
}
