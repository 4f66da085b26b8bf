// The outbox bounds the memory of answers that are being computed or wait for slow clients. Each answer stands in a
// parcel: pages of one size that the next answer uses again, so that large answers leave nothing to the garbage
// collector. A parcel gives its room back once the client has read the answer or has disconnected.

import { ApiError } from '../../shared/api/errors.ts';
import { bytesInWords } from '../../shared/api/limits.ts';
import type { PageOf } from '../../shared/tensors/tensor-space.ts';
import { type Reservation, Reservations } from './reservations.ts';

/** Size of one page. */
export const pageBytes = 65_536;

/** How long an answer may make no progress before its room is given to others. */
export const lostAnswerMs = 30_000;

/** Room for one answer, from before it is computed until the client has read all of it. */
export interface Parcel {
  /** The page at an index; undefined after the last. */
  readonly page: PageOf;
  /** The last page: JSON text is written there before it is sent. */
  readonly textPage: ArrayBuffer;
  /** Call while the answer is still being computed, or when the client has read more of it. */
  progress(): void;
  /** The client has read the whole answer: the next answer may use these pages. */
  release(): void;
  /**
   * The client has disconnected. Its bytes stop counting; its pages are dropped, not reused, because the stream may
   * still hold views of them.
   */
  abandon(): void;
}

interface Entry extends Reservation {
  readonly pages: (ArrayBuffer | undefined)[];
  /** Memory that the making of the answer takes beside its pages, in pages. */
  readonly beside: number;
}

/** The parcels of this isolate. A parcel without progress for `lostMs` no longer counts. */
export class Outbox {
  readonly #capacity: number;
  readonly #free: ArrayBuffer[] = [];
  /** Counted in pages. */
  readonly #entries: Reservations<Entry>;

  /** @param capacityBytes rounded down to whole pages */
  constructor(capacityBytes: number, lostMs: number) {
    this.#capacity = Math.floor(capacityBytes / pageBytes);
    this.#entries = new Reservations(this.#capacity, lostMs, ({ pages, beside }) => pages.length + beside);
  }

  /**
   * Reserves room for `bytes` and one page of text.
   * @param bytesBeside memory that the making of the answer takes beside its pages; pages that are free give way to it
   * @throws ApiError 503 where the answers before this one leave too little, 413 where it would not fit alone.
   */
  reserve(bytes: number, bytesBeside = 0): Parcel {
    this.#entries.removeLost();
    const [count, beside] = [Math.ceil(bytes / pageBytes) + 1, Math.ceil(bytesBeside / pageBytes)];
    if (count + beside > this.#capacity) throw neverRoom(this.#capacity * pageBytes, (count + beside) * pageBytes);
    if (!this.#entries.hasRoom(count + beside)) throw noRoom(this.#capacity * pageBytes, this.waitingBytes);
    const entry: Entry = { pages: Array(count).fill(undefined), beside, seen: Date.now() };
    this.#entries.add(entry);
    this.#free.splice(this.#mostFree());
    return this.#parcel(entry);
  }

  /** How many pages may be free, so that they, those in use and all that is beside them stay within the capacity. */
  #mostFree(): number {
    const held = this.#entries.all.map(
      ({ pages, beside }) => beside + pages.filter((page) => page !== undefined).length,
    );
    return Math.max(0, this.#capacity - held.reduce((sum, count) => sum + count, 0));
  }

  /** Bytes of all parcels. */
  get waitingBytes(): number {
    return this.#entries.size * pageBytes;
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
        entry.seen = Date.now();
      },
      release: () => {
        if (this.#entries.remove(entry)) this.#free.push(...pages.filter((page) => page !== undefined));
      },
      abandon: () => {
        this.#entries.remove(entry);
      },
    };
  }
}

/** It would not help to try again. */
function neverRoom(capacity: number, found: number): ApiError {
  const message = `Expected an answer that takes at most ${bytesInWords(capacity)} of memory while it is made, found ${bytesInWords(found)}. Ask for fewer tensors or texts at once.`;
  return new ApiError('tensor_too_large', message);
}

function noRoom(capacity: number, waiting: number): ApiError {
  const message = `Expected room among ${bytesInWords(capacity)} of answers, found ${bytesInWords(waiting)} that their readers have not taken yet. Try again shortly.`;
  return new ApiError('answers_waiting', message, { retryAfter: 1 });
}
