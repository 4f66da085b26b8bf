// The outbox bounds the memory of answers that are being computed or wait for slow clients. Each answer stands in a
// parcel: pages of one size that the next answer uses again, so that large answers leave nothing to the garbage
// collector. A parcel gives its room back once the client has read the answer or has disconnected.
//
// One network alone may fill the room. When others ask, half of it is its share: it gets no further parcel beyond that, and
// answers that it reads slowly end where others need their room.

import { ApiError } from '../../shared/api/errors.ts';
import { bytesInWords, pageBytes, roomPages } from '../../shared/api/limits.ts';
import { type Entry, handTo, newEntry, type Parcel, readerMs, sizeOf } from './parcel.ts';
import { RecentNetworks } from './recent-networks.ts';
import { Reservations } from './reservations.ts';

/** How long an answer may make no progress before its room is given to others. */
export const lostAnswerMs = 30_000;

/** How long an answer has waited for its reader in all when it may end for others: 8 MiB at 3 Mbit/s. */
export const slowReaderMs = 20_000;

/** How long a network that has asked counts as one that shares the room. */
const recentMs = 60_000;

/** The parcels of this isolate. A parcel without progress for `lostMs` no longer counts. */
export class Outbox {
  readonly #capacity: number;
  readonly #slowMs: number;
  readonly #recent = new RecentNetworks(recentMs);
  readonly #free: ArrayBuffer[] = [];
  /** Counted in pages. */
  readonly #entries: Reservations<Entry>;

  /** @param capacityBytes rounded down to whole pages */
  constructor(capacityBytes: number, lostMs: number, slowMs = slowReaderMs) {
    this.#slowMs = slowMs;
    this.#capacity = Math.floor(capacityBytes / pageBytes);
    this.#entries = new Reservations(this.#capacity, lostMs, sizeOf);
  }

  /**
   * Reserves room for `bytes` and one page of text.
   * @param bytesBeside memory that the answer takes beside its pages; pages that are free give way to it
   * @param network whose share is counted; undefined: of no network's
   * @throws ApiError 503 where the answers before this one leave too little, or where its network would hold more than its
   *   share while others ask; 413 where it would not fit alone.
   */
  reserve(bytes: number, bytesBeside = 0, network?: string): Parcel {
    this.#entries.removeLost();
    this.#recent.note(network);
    const [count, beside] = roomPages(bytes, bytesBeside);
    if (count + beside > this.#capacity) throw neverRoom(this.#capacity * pageBytes, (count + beside) * pageBytes);
    this.#expectShare(count + beside, network);
    if (!this.#entries.hasRoom(count + beside)) this.#makeRoom(count + beside, network);
    if (!this.#entries.hasRoom(count + beside)) throw noRoom(this.#capacity * pageBytes, this.waitingBytes);
    const entry = newEntry(count, beside, network);
    this.#entries.add(entry);
    this.#free.splice(this.#mostFree());
    return this.#parcel(entry);
  }

  /** Pages that one network may hold while others ask. */
  get #share(): number {
    return this.#capacity / 2;
  }

  #heldBy(network: string): number {
    const own = this.#entries.all.filter((entry) => entry.network === network);
    return own.reduce((sum, entry) => sum + sizeOf(entry), 0);
  }

  /** The first parcel of a network may be of any size: an answer that may be asked for can be answered. */
  #expectShare(more: number, network: string | undefined): void {
    if (network === undefined || !this.#recent.hasOthers(network)) return;
    const held = this.#heldBy(network);
    if (held > 0 && held + more > this.#share) throw shareTaken(this.#share * pageBytes, held * pageBytes);
  }

  /** Ends answers that other networks read slowly, those that have waited longest first, where that makes room enough. */
  #makeRoom(needed: number, network: string | undefined): void {
    const slow = this.#entries.all
      .filter((entry) => entry.network !== network && readerMs(entry) > this.#slowMs)
      .sort((a, b) => readerMs(b) - readerMs(a));
    const ending: Entry[] = [];
    let free = this.#capacity - this.#entries.size;
    for (const entry of slow) {
      if (free >= needed) break;
      if (!this.#isBeyondShare(entry, ending)) continue;
      ending.push(entry);
      free += sizeOf(entry);
    }
    if (free >= needed) for (const entry of ending) this.#giveAway(entry);
  }

  /** Whether the network of an answer holds more than its share, also without those answers that end. */
  #isBeyondShare({ network }: Entry, ending: readonly Entry[]): boolean {
    if (network === undefined) return false;
    const ended = ending.filter((entry) => entry.network === network);
    return this.#heldBy(network) - ended.reduce((sum, entry) => sum + sizeOf(entry), 0) > this.#share;
  }

  #giveAway(entry: Entry): void {
    this.#entries.remove(entry);
    entry.isAway = true;
    entry.giveWay();
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
      hand: (write) => handTo(entry, write),
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

function shareTaken(share: number, held: number): ApiError {
  const message = `Expected at most ${bytesInWords(share)} of answers that one network has not taken yet while others ask, found ${bytesInWords(held)} and a further answer. Ask again when one has been read.`;
  return new ApiError('network_share_taken', message, { retryAfter: 1 });
}
