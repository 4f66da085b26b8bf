import { crc32c, crc32cHex } from '../tensors/crc32c.ts';
import { float16Value } from '../tensors/float16.ts';
import { readSafetensors } from '../tensors/safetensors.ts';
import type { Tensor } from '../tensors/tensor.ts';
import type { OpenFile } from './open-file.ts';
import { groupCount, unpackScales, unpackTiles } from './packing.ts';
import { dequantizeMatrix, type QuantizedMatrix } from './quantize.ts';
import { indexFileName, parseShardIndex } from './shard-index.ts';
import { storedTensors } from './stored-tensors.ts';
import type { ShardIndex, TensorEntry } from './weight-format.ts';

type FloatTensor = Tensor & { readonly dtype: 'F32' };

/**
 * A converted model in plain arrays, whole in memory: what the engine computes with, for comparison and for people.
 * The engine itself streams the shards into WebAssembly memory.
 */
export interface ModelWeights {
  readonly index: ShardIndex;
  /** Logical names, e.g. `encoder.layer.0.attention.self.query.weight`. */
  readonly names: readonly string[];
  /** float32 under the logical shape, quantized matrices as scale * value; undefined when the model has no such tensor. */
  floatTensor(name: string): FloatTensor | undefined;
  /** Integers and scales of an int8 or int6 matrix, by rows. */
  quantized(name: string): QuantizedMatrix;
}

/** Reads index and shards of a converted folder. @throws Error on an altered shard or a tensor that is not as indexed. */
export async function readModel(openFile: OpenFile): Promise<ModelWeights> {
  const index = parseShardIndex(new TextDecoder().decode(await readFile(openFile, indexFileName)));
  const stored: Record<string, Tensor> = {};
  for (const [file, { bytes, crc32c: expected }] of Object.entries(index.shards)) {
    const content = await readFile(openFile, file);
    const found = crc32cHex(crc32c(content));
    if (found !== expected) {
      throw new Error(
        `${file}: expected ${bytes} bytes with CRC32C ${expected}, found ${content.length} with ${found}`,
      );
    }
    Object.assign(stored, readSafetensors(content).tensors);
  }
  return {
    index,
    names: Object.keys(index.tensors),
    floatTensor: (name) => {
      const entry = Object.hasOwn(index.tensors, name) ? index.tensors[name] : undefined;
      return entry && { dtype: 'F32', shape: entry.shape, data: readFloats(index, stored, name) };
    },
    quantized: (name) => readQuantized(index, stored, name),
  };
}

function readFloats(index: ShardIndex, stored: Record<string, Tensor>, name: string): Float32Array {
  const { format } = entryOf(index, name);
  if (format === 'int8' || format === 'int6') return dequantizeMatrix(readQuantized(index, stored, name));
  const [{ data }] = storedData(index, stored, name);
  return Float32Array.from(data, format === 'f16' ? float16Value : undefined);
}

function readQuantized(index: ShardIndex, stored: Record<string, Tensor>, name: string): QuantizedMatrix {
  const { format, shape } = entryOf(index, name);
  if (format !== 'int8' && format !== 'int6') throw new Error(`${name}: expected int8 or int6, found ${format}`);
  const [rows, columns] = shape;
  const tensors = storedData(index, stored, name);
  const scales = tensors[tensors.length - 1].data as Uint16Array;
  const tiles = concatenated(tensors.slice(0, -1).map((part) => part.data as Uint8Array));
  return {
    values: unpackTiles(tiles, rows, columns, format),
    scales: unpackScales(scales, rows, groupCount(columns)),
  };
}

function entryOf(index: ShardIndex, name: string): TensorEntry {
  if (Object.hasOwn(index.tensors, name)) return index.tensors[name];
  throw new Error(`${indexFileName}: expected a tensor ${name}, found ${Object.keys(index.tensors).length} others`);
}

/** The stored tensors of one logical tensor, each checked against its entry. */
function storedData(index: ShardIndex, stored: Record<string, Tensor>, name: string): Tensor[] {
  return storedTensors(name, entryOf(index, name)).map((expected) => {
    const found = stored[expected.name];
    if (found?.dtype === expected.dtype && found.shape.join() === expected.shape.join()) return found;
    const what = found ? `${found.dtype} [${found.shape}]` : 'nothing';
    throw new Error(`${expected.name}: expected ${expected.dtype} [${expected.shape}], found ${what}`);
  });
}

async function readFile(openFile: OpenFile, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await openFile(name)) chunks.push(chunk);
  return concatenated(chunks);
}

function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
