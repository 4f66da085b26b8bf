import { ApiError } from '../../shared/api/errors.ts';
import { bytesInWords } from '../../shared/api/limits.ts';

/** How long a body may take to arrive while others find no room. */
const arrivalMs = 5_000;

/** One body: it takes room as its bytes arrive, until its request is answered. */
export interface Upload {
  /** @throws ApiError 503 where the others leave no room for it, 408 where it has given way to others. */
  append(chunk: Uint8Array): void;
  /** The whole body, once it has arrived. @throws ApiError 408 where it has given way to others. */
  complete(): Uint8Array<ArrayBuffer>;
  /** Gives the room back. */
  leave(): void;
}

interface Entry {
  /** Longer than what has arrived, so that many small chunks are not as many copies. */
  buffer: Uint8Array<ArrayBuffer>;
  length: number;
  arriving: boolean;
  readonly came: number;
}

/**
 * Holds the bodies that stand in memory while their requests arrive, wait and are answered, and bounds what they take
 * together. What a sender announces takes nothing. A body that has been arriving for `arrivalMs` gives way when others
 * need its room. The runtime may drop a request without a word, so one that came longer than `lostMs` ago no longer
 * counts.
 */
export class Inbox {
  readonly #capacity: number;
  readonly #lostMs: number;
  readonly #arrivalMs: number;
  /** The oldest first. */
  readonly #entries = new Set<Entry>();

  constructor(capacityBytes: number, lostMs: number, givesWayMs = arrivalMs) {
    this.#capacity = capacityBytes;
    this.#lostMs = lostMs;
    this.#arrivalMs = givesWayMs;
  }

  /** For a body of at most `mostBytes`. */
  open(mostBytes: number): Upload {
    this.#dropOlder(this.#lostMs, () => true);
    const entry: Entry = { buffer: new Uint8Array(0), length: 0, arriving: true, came: Date.now() };
    this.#entries.add(entry);
    return {
      append: (chunk) => this.#append(entry, chunk, mostBytes),
      complete: () => this.#complete(entry),
      leave: () => this.#drop(entry),
    };
  }

  /** Bytes of all bodies, arrived or arriving. */
  get bytes(): number {
    return [...this.#entries].reduce((sum, { buffer }) => sum + buffer.length, 0);
  }

  #append(entry: Entry, chunk: Uint8Array, mostBytes: number): void {
    if (!this.#entries.has(entry)) throw gaveWay(this.#arrivalMs);
    const length = entry.length + chunk.length;
    if (length > entry.buffer.length) this.#grow(entry, Math.max(length, Math.min(2 * length, mostBytes)));
    entry.buffer.set(chunk, entry.length);
    entry.length = length;
  }

  #grow(entry: Entry, capacity: number): void {
    const more = capacity - entry.buffer.length;
    if (!this.#hasRoom(more)) this.#dropOlder(this.#arrivalMs, (other) => other.arriving && other !== entry);
    if (!this.#hasRoom(more)) throw noRoom(this.#capacity, this.bytes);
    const buffer = new Uint8Array(capacity);
    buffer.set(entry.buffer.subarray(0, entry.length));
    entry.buffer = buffer;
  }

  #complete(entry: Entry): Uint8Array<ArrayBuffer> {
    if (!this.#entries.has(entry)) throw gaveWay(this.#arrivalMs);
    entry.arriving = false;
    if (entry.length < entry.buffer.length) entry.buffer = entry.buffer.slice(0, entry.length);
    return entry.buffer;
  }

  #hasRoom(bytes: number): boolean {
    return this.bytes + bytes <= this.#capacity;
  }

  #dropOlder(ms: number, which: (entry: Entry) => boolean): void {
    const limit = Date.now() - ms;
    for (const entry of this.#entries) if (entry.came < limit && which(entry)) this.#drop(entry);
  }

  #drop(entry: Entry): void {
    this.#entries.delete(entry);
    entry.buffer = new Uint8Array(0);
  }
}

function noRoom(capacity: number, found: number): ApiError {
  const message = `Expected room among ${bytesInWords(capacity)} of requests, found ${bytesInWords(found)} that are not answered yet. Try again shortly.`;
  return new ApiError('overloaded', message, { retryAfter: 1 });
}

function gaveWay(arrivalMs: number): ApiError {
  const message = `Expected the body within ${arrivalMs / 1000} s while others wait for room, found it still arriving. Send it again.`;
  return new ApiError('upload_stalled', message, { retryAfter: 1 });
}
