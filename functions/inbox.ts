import { ApiError } from '../shared/api/errors.ts';
import { bytesInWords } from '../shared/api/limits.ts';

/**
 * Bounds the bodies that stand in memory while their requests are read, wait and are answered. The runtime may drop a
 * request without a word, so one that came longer than `lostMs` ago no longer counts.
 */
export class Inbox {
  readonly #capacity: number;
  readonly #lostMs: number;
  readonly #bodies = new Set<{ readonly bytes: number; readonly came: number }>();

  constructor(capacityBytes: number, lostMs: number) {
    this.#capacity = capacityBytes;
    this.#lostMs = lostMs;
  }

  /** What it gives back takes the body out again. @throws ApiError 503 where the others leave no room for it. */
  enter(bytes: number): () => void {
    this.#forgetLost();
    const found = this.bytes;
    if (found + bytes > this.#capacity) throw noRoom(this.#capacity, found);
    const body = { bytes, came: Date.now() };
    this.#bodies.add(body);
    return () => this.#bodies.delete(body);
  }

  get bytes(): number {
    return [...this.#bodies].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #forgetLost(): void {
    const limit = Date.now() - this.#lostMs;
    for (const body of this.#bodies) if (body.came < limit) this.#bodies.delete(body);
  }
}

function noRoom(capacity: number, found: number): ApiError {
  const message = `Expected room among ${bytesInWords(capacity)} of requests, found ${bytesInWords(found)} that are not answered yet. Try again shortly.`;
  return new ApiError('overloaded', message, { retryAfter: 1 });
}
