import { bytesPerElement, type Dtype, elementCount, type Tensor } from './tensor.ts';

/**
 * safetensors: u64 little-endian header length, a JSON header `name -> {dtype, shape, data_offsets}`, then the raw data.
 * https://github.com/huggingface/safetensors#format
 */
export interface SafetensorsHeader {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: Readonly<Record<string, HeaderEntry>>;
}

export interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** First and one past last byte, counted from the end of the header. */
  readonly data_offsets: readonly [number, number];
}

/** The reference implementation's own limit. */
export const maxHeaderBytes = 100_000_000;

/** Header length from the first 8 bytes. @throws Error when this cannot be a safetensors file. */
export function headerLength(start: Uint8Array): number {
  if (start.length < 8) throw new Error(`not a safetensors file: expected at least 8 bytes, found ${start.length}`);
  const length = new DataView(start.buffer, start.byteOffset, 8).getBigUint64(0, true);
  if (length < 2n || length > BigInt(maxHeaderBytes)) {
    throw new Error(`not a safetensors file: expected a header of 2 to ${maxHeaderBytes} bytes, found ${length}`);
  }
  return Number(length);
}

/** Reads the JSON header. @throws Error naming the tensor whose entry is malformed. */
export function parseHeader(json: Uint8Array): SafetensorsHeader {
  const parsed = parseJson(json);
  const { __metadata__: metadata = {}, ...entries } = parsed;
  for (const [name, entry] of Object.entries(entries)) checkEntry(name, entry);
  return { metadata: metadata as Record<string, string>, tensors: entries as Record<string, HeaderEntry> };
}

function parseJson(json: Uint8Array): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch (cause) {
    throw new Error('not a safetensors file: the header is not JSON', { cause });
  }
  throw new Error('not a safetensors file: the header is not a JSON object');
}

function checkEntry(name: string, entry: unknown): asserts entry is HeaderEntry {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Partial<HeaderEntry>;
  const isSize = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
  if (typeof dtype !== 'string')
    throw new Error(`safetensors ${name}: expected a dtype, found ${JSON.stringify(dtype)}`);
  if (!Array.isArray(shape) || !shape.every(isSize)) {
    throw new Error(`safetensors ${name}: expected a shape of whole numbers, found ${JSON.stringify(shape)}`);
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize) || offsets[1] < offsets[0]) {
    throw new Error(`safetensors ${name}: expected two rising data_offsets, found ${JSON.stringify(offsets)}`);
  }
  const size = bytesPerElement[dtype as Dtype];
  const bytes = offsets[1] - offsets[0];
  if (size !== undefined && bytes !== size * elementCount(shape)) {
    throw new Error(
      `safetensors ${name}: expected ${size * elementCount(shape)} bytes for ${dtype} [${shape}], found ${bytes}`,
    );
  }
}

/** Reads a whole file. @throws Error on an unknown dtype or data that is missing. */
export function readSafetensors(file: Uint8Array): {
  metadata: Readonly<Record<string, string>>;
  tensors: Record<string, Tensor>;
} {
  const start = 8 + headerLength(file);
  if (file.length < start)
    throw new Error(`safetensors: expected a header of ${start - 8} bytes, found ${file.length - 8}`);
  const { metadata, tensors: entries } = parseHeader(file.subarray(8, start));
  const tensors: Record<string, Tensor> = {};
  for (const [name, entry] of Object.entries(entries)) tensors[name] = readTensor(name, entry, file.subarray(start));
  return { metadata, tensors };
}

function readTensor(name: string, { dtype, shape, data_offsets: [from, to] }: HeaderEntry, data: Uint8Array): Tensor {
  if (to > data.length) throw new Error(`safetensors ${name}: expected ${to} bytes of data, found ${data.length}`);
  // A copy, so that it is aligned; not slice, which on Node's Buffer makes a view.
  const bytes = new Uint8Array(data.subarray(from, to)).buffer;
  switch (dtype) {
    case 'F32':
      return { dtype, shape, data: new Float32Array(bytes) };
    case 'F16':
      return { dtype, shape, data: new Uint16Array(bytes) };
    case 'I32':
      return { dtype, shape, data: new Int32Array(bytes) };
    case 'U8':
      return { dtype, shape, data: new Uint8Array(bytes) };
    default:
      throw new Error(`safetensors ${name}: expected dtype F32, F16, I32 or U8, found ${dtype}`);
  }
}

/** Header bytes for the tensors in this order, padded with spaces so that the data starts at a multiple of 8. */
export function safetensorsHeader(
  tensors: readonly (readonly [name: string, tensor: { dtype: Dtype; shape: readonly number[] }])[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  let end = 0;
  const entries = tensors.map(([name, { dtype, shape }]) => {
    const start = end;
    end += bytesPerElement[dtype] * elementCount(shape);
    return [name, { dtype, shape, data_offsets: [start, end] }] as const;
  });
  const named = Object.keys(metadata).length > 0 ? [['__metadata__', metadata] as const, ...entries] : entries;
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries<unknown>(named)));
  const padded = Math.ceil(json.length / 8) * 8;
  const header = new Uint8Array(8 + padded).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(padded), true);
  header.set(json, 8);
  return header;
}

/** A whole file. The data follows the order of `tensors`. */
export function writeSafetensors(
  tensors: Readonly<Record<string, Tensor>>,
  metadata?: Readonly<Record<string, string>>,
): Uint8Array {
  const header = safetensorsHeader(Object.entries(tensors), metadata);
  const parts = Object.values(tensors).map(({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const file = new Uint8Array(parts.reduce((size, part) => size + part.length, header.length));
  let offset = 0;
  for (const part of [header, ...parts]) {
    file.set(part, offset);
    offset += part.length;
  }
  return file;
}
