import { foundValue } from './found-value.ts';
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

/** The bytes are no safetensors file, or one that is not read here. */
export class SafetensorsError extends Error {
  override readonly name = 'SafetensorsError';
}

/** Header length from the first 8 bytes. @throws SafetensorsError when this cannot be a safetensors file. */
export function headerLength(start: Uint8Array): number {
  if (start.length < 8)
    throw new SafetensorsError(`not a safetensors file: expected at least 8 bytes, found ${start.length}`);
  const length = new DataView(start.buffer, start.byteOffset, 8).getBigUint64(0, true);
  if (length < 2n || length > BigInt(maxHeaderBytes)) {
    throw new SafetensorsError(
      `not a safetensors file: expected a header of 2 to ${maxHeaderBytes} bytes, found ${length}`,
    );
  }
  return Number(length);
}

/** Reads the JSON header. @throws SafetensorsError naming the tensor whose entry is malformed. */
export function parseHeader(json: Uint8Array): SafetensorsHeader {
  const { __metadata__: metadata = {}, ...entries } = parseJson(json);
  checkMetadata(metadata);
  for (const [name, entry] of Object.entries(entries)) checkEntry(name, entry);
  return { metadata, tensors: entries as Record<string, HeaderEntry> };
}

function parseJson(json: Uint8Array): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch (cause) {
    throw new SafetensorsError('not a safetensors file: the header is not JSON', { cause });
  }
  throw new SafetensorsError('not a safetensors file: the header is not a JSON object');
}

function checkMetadata(metadata: unknown): asserts metadata is Record<string, string> {
  const isObject = typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata);
  if (isObject && Object.values(metadata).every((value) => typeof value === 'string')) return;
  throw new SafetensorsError(`safetensors __metadata__: expected an object of strings, found ${foundValue(metadata)}`);
}

function checkEntry(name: string, entry: unknown): asserts entry is HeaderEntry {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Partial<HeaderEntry>;
  const isSize = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
  if (typeof dtype !== 'string')
    throw new SafetensorsError(`safetensors ${name}: expected a dtype, found ${foundValue(dtype)}`);
  if (!Array.isArray(shape) || !shape.every(isSize)) {
    throw new SafetensorsError(`safetensors ${name}: expected a shape of whole numbers, found ${foundValue(shape)}`);
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize) || offsets[1] < offsets[0]) {
    throw new SafetensorsError(`safetensors ${name}: expected two rising data_offsets, found ${foundValue(offsets)}`);
  }
  const size = bytesPerElement[dtype as Dtype];
  const bytes = offsets[1] - offsets[0];
  if (size !== undefined && bytes !== size * elementCount(shape)) {
    throw new SafetensorsError(
      `safetensors ${name}: expected ${size * elementCount(shape)} bytes for ${dtype} ${foundValue(shape)}, found ${bytes}`,
    );
  }
}

/** Reads a whole file. @throws SafetensorsError on an unknown dtype or data that is missing. */
export function readSafetensors(file: Uint8Array): {
  metadata: Readonly<Record<string, string>>;
  tensors: Record<string, Tensor>;
} {
  const start = 8 + headerLength(file);
  if (file.length < start)
    throw new SafetensorsError(`safetensors: expected a header of ${start - 8} bytes, found ${file.length - 8}`);
  const { metadata, tensors: entries } = parseHeader(file.subarray(8, start));
  const data = file.subarray(start);
  const tensors = Object.entries(entries).map(([name, entry]) => [name, readTensor(name, entry, data)] as const);
  return { metadata, tensors: Object.fromEntries(tensors) };
}

function readTensor(name: string, { dtype, shape, data_offsets: [from, to] }: HeaderEntry, data: Uint8Array): Tensor {
  if (to > data.length)
    throw new SafetensorsError(`safetensors ${name}: expected ${to} bytes of data, found ${data.length}`);
  // A copy, so that it is aligned; not slice, which on Node's Buffer makes a view.
  const bytes = new Uint8Array(data.subarray(from, to)).buffer;
  switch (dtype) {
    case 'F32':
      return { dtype, shape, data: new Float32Array(bytes) };
    case 'F16':
      return { dtype, shape, data: new Uint16Array(bytes) };
    case 'I32':
      return { dtype, shape, data: new Int32Array(bytes) };
    case 'U16':
      return { dtype, shape, data: new Uint16Array(bytes) };
    case 'U8':
      return { dtype, shape, data: new Uint8Array(bytes) };
    default:
      throw new SafetensorsError(`safetensors ${name}: expected dtype F32, F16, I32, U16 or U8, found ${dtype}`);
  }
}

/** Largest elements first, so that every tensor stands where its type can be read in place. */
const dtypeOrder: readonly Dtype[] = ['F32', 'I32', 'F16', 'U16', 'U8'];

/**
 * Named tensors in the order in which the reference implementation writes them: by element type (F32, I32, F16, U16, U8), then by the UTF-8
 * bytes of the name.
 */
export function inFileOrder<T extends { readonly dtype: Dtype }>(
  tensors: Readonly<Record<string, T>>,
): [name: string, tensor: T][] {
  const byDtype = (a: T, b: T) => dtypeOrder.indexOf(a.dtype) - dtypeOrder.indexOf(b.dtype);
  return Object.entries(tensors).sort(([a, first], [b, second]) => byDtype(first, second) || byCodePoints(a, b));
}

/** UTF-8 sorts as the code points do; strings' own order is by UTF-16 units, where U+1F642 stands before U+FFFD. */
function byCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((character, index) => character !== right[index]);
  if (at === -1) return left.length - right.length;
  return (left[at].codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? -1);
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
  // Member by member: an object would put names that are whole numbers first.
  const members = named.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  const json = new TextEncoder().encode(`{${members}}`);
  const padded = Math.ceil(json.length / 8) * 8;
  const header = new Uint8Array(8 + padded).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(padded), true);
  header.set(json, 8);
  return header;
}

/** A whole file, byte for byte what the reference implementation writes. */
export function writeSafetensors(
  tensors: Readonly<Record<string, Tensor>>,
  metadata?: Readonly<Record<string, string>>,
): Uint8Array {
  const entries = inFileOrder(tensors);
  const header = safetensorsHeader(entries, metadata);
  const parts = entries.map(([, { data }]) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  const file = new Uint8Array(parts.reduce((size, part) => size + part.length, header.length));
  let offset = 0;
  for (const part of [header, ...parts]) {
    file.set(part, offset);
    offset += part.length;
  }
  return file;
}
