import { ApiError } from '../shared/api/errors.ts';
import { bytesInWords } from '../shared/api/limits.ts';

/** Room for one answer, from before it is computed until its reader has all of it. */
export interface Parcel {
  /** The reader took some more. */
  progress(): void;
  release(): void;
}

/**
 * Bounds what stands in memory for readers who are slow to take it. The runtime may drop a request without a word, so
 * an answer that nobody took anything of for `lostMs` no longer counts.
 */
export class Outbox {
  readonly #capacity: number;
  readonly #lostMs: number;
  readonly #parcels = new Set<{ readonly bytes: number; lastProgress: number }>();

  constructor(capacityBytes: number, lostMs: number) {
    this.#capacity = capacityBytes;
    this.#lostMs = lostMs;
  }

  /** @throws ApiError 503 where answers that wait for their readers leave no room for this one. */
  reserve(bytes: number): Parcel {
    this.#forgetLost();
    const waiting = this.waitingBytes;
    if (waiting + bytes > this.#capacity) throw noRoom(this.#capacity, waiting);
    const parcel = { bytes, lastProgress: Date.now() };
    this.#parcels.add(parcel);
    return {
      progress: () => {
        parcel.lastProgress = Date.now();
      },
      release: () => {
        this.#parcels.delete(parcel);
      },
    };
  }

  /** Bytes of answers that are being made or wait to be taken. */
  get waitingBytes(): number {
    return [...this.#parcels].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #forgetLost(): void {
    const limit = Date.now() - this.#lostMs;
    for (const parcel of this.#parcels) if (parcel.lastProgress < limit) this.#parcels.delete(parcel);
  }
}

function noRoom(capacity: number, waiting: number): ApiError {
  const message = `Expected room among ${bytesInWords(capacity)} of answers, found ${bytesInWords(waiting)} that their readers have not taken yet. Try again shortly.`;
  return new ApiError(503, 'answers_waiting', message, { retryAfter: 1 });
}
