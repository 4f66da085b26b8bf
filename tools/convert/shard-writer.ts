import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32c, crc32cHex } from '../../shared/tensors/crc32c.ts';
import type { ShardEntry } from '../../shared/weights/weight-format.ts';
import { type Shard, shardHeader, shardNames, storedBytes } from './shard-plan.ts';

/**
 * Writes every shard into `folder`, pulling the stored tensors' data from `data` in the plan's order, so that no more
 * than one tensor is in memory.
 * @returns file name -> size and checksums
 */
export async function writeShards(
  folder: string,
  shards: readonly Shard[],
  data: AsyncIterator<Uint8Array>,
): Promise<Record<string, ShardEntry>> {
  const written: Record<string, ShardEntry> = {};
  for (const [number, name] of shardNames(shards).entries()) {
    written[name] = await writeShard(join(folder, name), shards[number], data);
  }
  return written;
}

async function writeShard(path: string, shard: Shard, data: AsyncIterator<Uint8Array>): Promise<ShardEntry> {
  const file = openSync(path, 'wx');
  try {
    const sha256 = createHash('sha256');
    let crc = 0;
    let bytes = 0;
    const append = (chunk: Uint8Array) => {
      for (let done = 0; done < chunk.length; ) done += writeSync(file, chunk, done);
      sha256.update(chunk);
      crc = crc32c(chunk, crc);
      bytes += chunk.length;
    };
    append(shardHeader(shard));
    for (const tensor of shard) append(expectBytes(tensor.name, storedBytes(tensor), await data.next()));
    return { bytes, sha256: sha256.digest('hex'), crc32c: crc32cHex(crc) };
  } finally {
    closeSync(file);
  }
}

function expectBytes(name: string, expected: number, { value, done }: IteratorResult<Uint8Array>): Uint8Array {
  if (!done && value.length === expected) return value;
  throw new Error(`${name}: planned ${expected} bytes, encoded ${done ? 'nothing' : value.length}`);
}
