import { crc32cHex } from '../tensors/crc32c.ts';
import { type HeaderEntry, headerLength, parseHeader } from '../tensors/safetensors.ts';
import type { ShardIndex } from '../weights/weight-format.ts';
import { type ByteSource, byteSource, pieceBuffer } from './byte-source.ts';
import { firstNotFinite } from './finite-weights.ts';
import type { Kernels } from './kernels.ts';
import type { MemoryPlan, Region, WeightRegion } from './memory-plan.ts';

export interface WeightSource {
  openFile(name: string): Promise<ReadableStream<Uint8Array>>;
  /** Gives up between two pieces. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (loadedBytes: number, totalBytes: number) => void;
}

/**
 * Streams every shard to its place in memory: bytes are never held anywhere else as a whole. Each shard's CRC32C is
 * computed in passing.
 * @throws Error naming the shard or tensor that is missing, short, long, altered, named twice, of a wrong shape or not finite.
 */
export async function loadWeights(
  index: ShardIndex,
  plan: MemoryPlan,
  kernels: Kernels,
  memory: Uint8Array,
  source: WeightSource,
): Promise<void> {
  const places = new Places(index, plan);
  const totalBytes = Object.values(index.shards).reduce((sum, { bytes }) => sum + bytes, 0);
  const buffer = pieceBuffer();
  let loadedBytes = 0;
  for (const [file, { bytes, crc32c }] of Object.entries(index.shards)) {
    source.signal?.throwIfAborted();
    const stream = await source.openFile(file);
    const pieces = byteSource(stream, file, bytes, buffer);
    const shard = new ShardReader(file, pieces, kernels, memory, plan.scores, (pieceBytes) => {
      source.signal?.throwIfAborted();
      loadedBytes += pieceBytes;
      source.onProgress?.(loadedBytes, totalBytes);
    });
    await shard.load(places, crc32c).catch((error: unknown) => {
      source.signal?.throwIfAborted(); // a stream that was aborted breaks off
      throw error;
    });
  }
  places.expectComplete();
}

/** Which stored tensor goes where, each once. */
class Places {
  readonly #index: ShardIndex;
  readonly #missing: Map<string, WeightRegion>;

  constructor(index: ShardIndex, plan: MemoryPlan) {
    this.#index = index;
    this.#missing = new Map(plan.weights);
  }

  /** Takes a tensor's place. @throws Error when it does not belong here, came before or looks otherwise. */
  take(file: string, name: string, found: HeaderEntry): WeightRegion {
    const expectedFile = this.#index.weight_map[name] ?? 'no shard';
    if (expectedFile !== file) {
      throw new Error(`${file}: ${name}: expected in ${expectedFile}, found here; convert the model again`);
    }
    const region = this.#missing.get(name);
    if (!region) throw new Error(`${file}: ${name}: expected once, found twice; convert the model again`);
    if (region.dtype !== found.dtype || String(region.shape) !== String(found.shape)) {
      const expected = `${region.dtype} [${region.shape}]`;
      throw new Error(
        `${file}: ${name}: expected ${expected}, found ${found.dtype} [${found.shape}]; convert the model again`,
      );
    }
    this.#missing.delete(name);
    return region;
  }

  expectComplete(): void {
    const [name] = this.#missing.keys();
    if (name)
      throw new Error(`${this.#index.weight_map[name]}: expected ${name}, found nothing; convert the model again`);
  }
}

/** One shard, from its first byte to its last. */
class ShardReader {
  readonly #file: string;
  readonly #source: ByteSource;
  readonly #kernels: Kernels;
  readonly #memory: Uint8Array;
  readonly #staging: Region;
  readonly #onBytes: (bytes: number) => void;
  #crc = 0;

  constructor(
    file: string,
    source: ByteSource,
    kernels: Kernels,
    memory: Uint8Array,
    staging: Region,
    onBytes: (bytes: number) => void,
  ) {
    this.#file = file;
    this.#source = source;
    this.#kernels = kernels;
    this.#memory = memory;
    this.#staging = staging;
    this.#onBytes = onBytes;
  }

  async load(places: Places, expectedCrc: string): Promise<void> {
    try {
      for (const [name, entry] of await this.#header()) {
        const region = places.take(this.#file, name, entry);
        await this.#readInto(region.address, region.bytes);
        this.#expectFinite(name, region);
      }
      await this.#source.expectEnd();
    } catch (error) {
      await this.#source.cancel(error).catch(() => undefined);
      throw error;
    }
    const found = crc32cHex(this.#crc >>> 0);
    if (found !== expectedCrc) {
      throw new Error(
        `${this.#file}: expected CRC32C ${expectedCrc}, found ${found}: the file was altered; copy it again`,
      );
    }
  }

  #expectFinite(name: string, region: WeightRegion): void {
    const at = firstNotFinite(this.#memory.buffer, region, region.dtype);
    if (at < 0) return;
    throw new Error(
      `${this.#file}: ${name}: expected finite numbers, found NaN or infinity at ${at}; convert the model again`,
    );
  }

  /** Entries in the order of their data, which has no gaps. */
  async #header(): Promise<[string, HeaderEntry][]> {
    const start = await this.#take(8);
    const header = await this.#take(this.#named(() => headerLength(start)));
    const { tensors } = this.#named(() => parseHeader(header));
    const entries = Object.entries(tensors).sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0]);
    let end = 0;
    for (const [name, { data_offsets: offsets }] of entries) {
      if (offsets[0] !== end)
        throw new Error(`${this.#file}: ${name}: expected data at ${end}, found it at ${offsets[0]}`);
      end = offsets[1];
    }
    return entries;
  }

  /** The header's reader does not know which file it reads. */
  #named<T>(read: () => T): T {
    try {
      return read();
    } catch (cause) {
      throw new Error(`${this.#file}: ${(cause as Error).message}; copy the file again`, { cause });
    }
  }

  /** A few bytes for us: the header. They pass through the staging area for the checksum's sake. */
  async #take(bytes: number): Promise<Uint8Array> {
    if (bytes > this.#staging.bytes) {
      throw new Error(`${this.#file}: expected a header of at most ${this.#staging.bytes} bytes, found ${bytes}`);
    }
    await this.#readInto(this.#staging.address, bytes);
    return this.#memory.slice(this.#staging.address, this.#staging.address + bytes);
  }

  async #readInto(address: number, bytes: number): Promise<void> {
    for (let done = 0; done < bytes; ) {
      const piece = await this.#source.next(bytes - done);
      this.#memory.set(piece, address + done);
      done += piece.length;
      this.#onBytes(piece.length);
    }
    this.#crc = this.#kernels.crc32c(this.#crc, address, bytes);
  }
}
