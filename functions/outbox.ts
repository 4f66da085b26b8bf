import { ApiError } from '../shared/api/errors.ts';
import { bytesInWords } from '../shared/api/limits.ts';
import type { PageOf } from '../shared/tensors/tensor-space.ts';

/** Bytes of one page: what an answer's room is made of. */
export const pageBytes = 65_536;

/** Room for one answer, from before it is computed until its reader has all of it. */
export interface Parcel {
  /** The page of this index; undefined after the last. */
  readonly page: PageOf;
  /** The last page, where text is written before it is sent. */
  readonly textPage: ArrayBuffer;
  /** The reader took some more. */
  progress(): void;
  /** The reader has all of it: the pages are free for the next answer. */
  release(): void;
  /** The reader has gone: no longer counts, but the pages may still be looked at and are not used again. */
  abandon(): void;
}

interface Entry {
  readonly pages: (ArrayBuffer | undefined)[];
  lastProgress: number;
}

/**
 * Bounds what stands in memory for readers who are slow to take it, in pages that are used again and again: answers
 * leave nothing behind for the garbage collector. The runtime may drop a request without a word, so an answer that
 * nobody took anything of for `lostMs` no longer counts.
 */
export class Outbox {
  readonly #capacity: number;
  readonly #lostMs: number;
  readonly #free: ArrayBuffer[] = [];
  readonly #entries = new Set<Entry>();

  /** Bytes are rounded down to whole pages. */
  constructor(capacityBytes: number, lostMs: number) {
    this.#capacity = Math.floor(capacityBytes / pageBytes);
    this.#lostMs = lostMs;
  }

  /** Room for so many bytes and a page of text. @throws ApiError 503 where answers that wait leave no room for it. */
  reserve(bytes: number): Parcel {
    this.#forgetLost();
    const count = Math.ceil(bytes / pageBytes) + 1;
    if (this.#pages + count > this.#capacity) throw noRoom(this.#capacity * pageBytes, this.waitingBytes);
    const entry: Entry = { pages: Array(count).fill(undefined), lastProgress: Date.now() };
    this.#entries.add(entry);
    return this.#parcel(entry);
  }

  /** Bytes of answers that are being made or wait to be taken. */
  get waitingBytes(): number {
    return this.#pages * pageBytes;
  }

  get #pages(): number {
    return [...this.#entries].reduce((sum, { pages }) => sum + pages.length, 0);
  }

  #parcel(entry: Entry): Parcel {
    const { pages } = entry;
    const page = (index: number): ArrayBuffer => {
      pages[index] ??= this.#free.pop() ?? new ArrayBuffer(pageBytes);
      return pages[index];
    };
    return {
      page: (index) => (index < pages.length - 1 ? page(index) : undefined),
      get textPage() {
        return page(pages.length - 1);
      },
      progress: () => {
        entry.lastProgress = Date.now();
      },
      release: () => {
        if (this.#entries.delete(entry)) this.#free.push(...pages.filter((page) => page !== undefined));
      },
      abandon: () => {
        this.#entries.delete(entry);
      },
    };
  }

  #forgetLost(): void {
    const limit = Date.now() - this.#lostMs;
    for (const entry of this.#entries) if (entry.lastProgress < limit) this.#entries.delete(entry);
  }
}

function noRoom(capacity: number, waiting: number): ApiError {
  const message = `Expected room among ${bytesInWords(capacity)} of answers, found ${bytesInWords(waiting)} that their readers have not taken yet. Try again shortly.`;
  return new ApiError('answers_waiting', message, { retryAfter: 1 });
}
