// The inbox bounds the memory of request bodies, from their first byte until the request is answered. A body takes room
// as its bytes arrive; an announced content-length reserves nothing, so no client holds room that it does not use.

import { ApiError } from '../../shared/api/errors.ts';
import { bytesInWords } from '../../shared/api/limits.ts';
import { type Reservation, Reservations } from './reservations.ts';

/** How long a body may take to arrive while others find no room. */
const arrivalMs = 5_000;

export interface Upload {
  /**
   * @throws ApiError 503 where other bodies leave no room for this chunk, 408 where this body was dropped to make room
   *   for others.
   */
  append(chunk: Uint8Array): void;
  /** The whole body, once it has arrived. @throws ApiError 408 where it was dropped to make room for others. */
  complete(): Uint8Array<ArrayBuffer>;
  /** Frees the room of this body. */
  leave(): void;
}

interface Entry extends Reservation {
  /** Grows by doubling, so that many small chunks do not cause as many copies. */
  buffer: Uint8Array<ArrayBuffer>;
  length: number;
  arriving: boolean;
}

/**
 * The request bodies of this isolate. A body that has been arriving for `arrivalMs` is dropped when others need its
 * room. A body that came longer than `lostMs` ago no longer counts: workerd may have ended its request without a word.
 */
export class Inbox {
  readonly #capacity: number;
  readonly #arrivalMs: number;
  readonly #entries: Reservations<Entry>;

  constructor(capacityBytes: number, lostMs: number, givesWayMs = arrivalMs) {
    this.#capacity = capacityBytes;
    this.#arrivalMs = givesWayMs;
    this.#entries = new Reservations(capacityBytes, lostMs, ({ buffer }) => buffer.length);
  }

  /** Room for a body of at most `mostBytes`. */
  open(mostBytes: number): Upload {
    for (const lost of this.#entries.removeLost()) empty(lost);
    const entry: Entry = { buffer: new Uint8Array(0), length: 0, arriving: true, seen: Date.now() };
    this.#entries.add(entry);
    return {
      append: (chunk) => this.#append(entry, chunk, mostBytes),
      complete: () => this.#complete(entry),
      leave: () => this.#drop(entry),
    };
  }

  /** Bytes of all bodies, arrived or arriving. */
  get bytes(): number {
    return this.#entries.size;
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
    if (!this.#entries.hasRoom(more)) this.#makeRoom(entry);
    if (!this.#entries.hasRoom(more)) throw noRoom(this.#capacity, this.bytes);
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

  #makeRoom(entry: Entry): void {
    const slow = this.#entries.removeSilent(this.#arrivalMs, (other) => other.arriving && other !== entry);
    for (const other of slow) empty(other);
  }

  #drop(entry: Entry): void {
    this.#entries.remove(entry);
    empty(entry);
  }
}

/** Lets go of the bytes at once, because the runtime may keep the request, and with it the entry, for longer. */
function empty(entry: Entry): void {
  entry.buffer = new Uint8Array(0);
}

function noRoom(capacity: number, found: number): ApiError {
  const message = `Expected room among ${bytesInWords(capacity)} of requests, found ${bytesInWords(found)} that are not answered yet. Try again shortly.`;
  return new ApiError('overloaded', message, { retryAfter: 1 });
}

function gaveWay(arrivalMs: number): ApiError {
  const message = `Expected the body within ${arrivalMs / 1000} s while others wait for room, found it still arriving. Send it again.`;
  return new ApiError('upload_stalled', message, { retryAfter: 1 });
}
