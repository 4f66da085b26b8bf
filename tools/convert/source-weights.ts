import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { FloatTensor } from '../../shared/bert/float-tensor.ts';
import { float16Value } from '../../shared/tensors/float16.ts';
import { type HeaderEntry, headerLength, parseHeader } from '../../shared/tensors/safetensors.ts';
import { elementCount } from '../../shared/tensors/tensor.ts';

const sourceBytes: Readonly<Record<string, number>> = { F32: 4, F16: 2, BF16: 2 };

/** The fp32, fp16 or bf16 checkpoint, read one tensor at a time. */
export interface SourceWeights {
  /** Names as the converted model has them: without `bert.`, LayerNorm's gamma and beta as weight and bias. */
  readonly names: readonly string[];
  /** @throws Error when the tensor is absent, has another shape or a dtype that is not read here. */
  expect(name: string, shape: readonly number[]): void;
  /** @throws Error as `expect` does. */
  read(name: string, shape: readonly number[]): Float32Array;
  /** The tensor under the shape it has, undefined when there is none of this name. */
  floatTensor(name: string): FloatTensor | undefined;
  close(): void;
}

/** Opens model.safetensors and checks its header. @throws Error when this is not a whole safetensors file. */
export function openSourceWeights(path: string): SourceWeights {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const header = 8 + headerLength(readBytes(file, 0, Math.min(8, size)));
    if (header > size)
      throw new Error(`expected a header of ${header - 8} bytes, found ${size - 8}: the file is cut short`);
    const entries = renamed(parseHeader(readBytes(file, 8, header - 8)).tensors);
    const end = header + Math.max(0, ...[...entries.values()].map((entry) => entry.data_offsets[1]));
    if (end > size) throw new Error(`expected ${end} bytes, found ${size}: the file is cut short`);
    return {
      names: [...entries.keys()],
      expect: (name, shape) => void expectEntry(entries, name, shape),
      read: (name, shape) => readTensor(file, header, expectEntry(entries, name, shape)),
      floatTensor: (name) => {
        const shape = entries.get(name)?.shape;
        return shape && { shape, data: readTensor(file, header, expectEntry(entries, name, shape)) };
      },
      close: () => closeSync(file),
    };
  } catch (cause) {
    closeSync(file);
    throw new Error(`${path}: ${(cause as Error).message}`, { cause });
  }
}

/** Hugging Face's name of a tensor of BertModel: the classes with a head say `bert.`, old checkpoints gamma and beta. */
export function modernName(name: string): string {
  return name
    .replace(/^bert\./, '')
    .replace(/LayerNorm\.gamma$/, 'LayerNorm.weight')
    .replace(/LayerNorm\.beta$/, 'LayerNorm.bias');
}

function renamed(tensors: Readonly<Record<string, HeaderEntry>>): Map<string, HeaderEntry> {
  const entries = new Map<string, HeaderEntry>();
  for (const [name, entry] of Object.entries(tensors)) {
    if (entries.has(modernName(name)))
      throw new Error(`expected one tensor ${modernName(name)}, found two spellings of it`);
    entries.set(modernName(name), entry);
  }
  return entries;
}

function expectEntry(entries: Map<string, HeaderEntry>, name: string, shape: readonly number[]): HeaderEntry {
  const entry = entries.get(name);
  if (!entry) throw new Error(`model.safetensors: expected a tensor ${name}, found none`);
  if (entry.shape.join() !== shape.join()) {
    throw new Error(
      `model.safetensors: expected ${name} of shape [${shape}], as config.json has it, found [${entry.shape}]`,
    );
  }
  if (!Object.hasOwn(sourceBytes, entry.dtype)) {
    throw new Error(
      `model.safetensors: expected ${name} of dtype F32, F16 or BF16, found the unknown dtype ${entry.dtype}`,
    );
  }
  const bytes = entry.data_offsets[1] - entry.data_offsets[0];
  if (bytes !== byteLength(entry)) {
    throw new Error(`model.safetensors: expected ${byteLength(entry)} bytes of ${name}, found ${bytes}`);
  }
  return entry;
}

function byteLength({ dtype, shape }: HeaderEntry): number {
  return sourceBytes[dtype] * elementCount(shape);
}

function readTensor(file: number, dataStart: number, entry: HeaderEntry): Float32Array {
  const { buffer } = readBytes(file, dataStart + entry.data_offsets[0], byteLength(entry));
  switch (entry.dtype) {
    case 'F16':
      return Float32Array.from(new Uint16Array(buffer), float16Value);
    case 'BF16':
      return new Float32Array(Uint32Array.from(new Uint16Array(buffer), (bits) => bits << 16).buffer);
    default:
      return new Float32Array(buffer);
  }
}

function readBytes(file: number, position: number, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const read = readSync(file, bytes, done, length - done, position + done);
    if (read === 0)
      throw new Error(`expected ${position + length} bytes, found ${position + done}: the file is cut short`);
    done += read;
  }
  return bytes;
}
