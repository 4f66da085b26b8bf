import { createHash } from 'node:crypto';
import { crc32c, crc32cHex } from '../../../shared/tensors/crc32c.ts';
import { headerLength } from '../../../shared/tensors/safetensors.ts';
import { indexFileName } from '../../../shared/weights/shard-index.ts';

/** A model folder by file name. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** The file with the byte at `position` (from the end when negative) inverted. */
export function altered(files: Files, name: string, position: number): Files {
  const bytes = files[name].slice();
  const at = position < 0 ? bytes.length + position : position;
  bytes[at] ^= 0xff;
  return { ...files, [name]: bytes };
}

export interface Index {
  metadata: Record<string, unknown>;
  weight_map: Record<string, string>;
  tensors: Record<string, { format: string; shape: number[]; parts?: number }>;
  shards: Record<string, { bytes: number; sha256: string; crc32c: string }>;
}

/** The index changed, the shards as they are. */
export function withIndex(files: Files, change: (index: Index) => void): Files {
  const index = JSON.parse(new TextDecoder().decode(files[indexFileName])) as Index;
  change(index);
  return { ...files, [indexFileName]: new TextEncoder().encode(JSON.stringify(index)) };
}

export type Header = Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>;

/** A shard with another header over the same data, and its new length and checksums in the index: a wrong conversion. */
export function withHeader(files: Files, shard: string, change: (header: Header) => void): Files {
  const bytes = files[shard];
  const end = 8 + headerLength(bytes);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, end))) as Header;
  change(header);
  const json = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + bytes.length - end);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  file.set(bytes.subarray(end), 8 + json.length);
  const changed = withIndex(files, (index) => {
    index.shards[shard] = entryOf(file);
  });
  return { ...changed, [shard]: file };
}

/** A shard with other data under the same header, and its new checksums in the index: a wrong conversion. */
export function withData(files: Files, shard: string, change: (data: DataView, header: Header) => void): Files {
  const file = files[shard].slice();
  const end = 8 + headerLength(file);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, end))) as Header;
  change(new DataView(file.buffer, end), header);
  const changed = withIndex(files, (index) => {
    index.shards[shard] = entryOf(file);
  });
  return { ...changed, [shard]: file };
}

function entryOf(file: Uint8Array): Index['shards'][string] {
  const sha256 = createHash('sha256').update(file).digest('hex');
  return { bytes: file.length, sha256, crc32c: crc32cHex(crc32c(file)) };
}
