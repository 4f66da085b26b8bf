import type { PageOf } from '../../shared/tensors/tensor-space.ts';
import { ReaderGone } from './reader-gone.ts';
import type { Reservation } from './reservations.ts';

/** Room for one answer, from before it is computed until the client has read all of it. */
export interface Parcel {
  /** The page at an index; undefined after the last. */
  readonly page: PageOf;
  /** The last page: JSON text is written there before it is sent. */
  readonly textPage: ArrayBuffer;
  /** Call while the answer is still being computed. */
  progress(): void;
  /**
   * Hands a part to the reader: the time until `write` resolves is the reader's.
   * @throws ReaderGone where the room has been given to others; whatever `write` rejects with.
   */
  hand(write: () => Promise<void>): Promise<void>;
  /** The client has read the whole answer: the next answer may use these pages. */
  release(): void;
  /**
   * The client has disconnected. Its bytes stop counting; its pages are dropped, not reused, because the stream may
   * still hold views of them.
   */
  abandon(): void;
}

/** What the outbox keeps of a parcel. */
export interface Entry extends Reservation {
  readonly pages: (ArrayBuffer | undefined)[];
  /** Memory that the making of the answer takes beside its pages, in pages. */
  readonly beside: number;
  readonly network: string | undefined;
  /** Milliseconds that its reader took for the parts that he has, and when he was handed the one that he takes now. */
  readerMs: number;
  handed: number | undefined;
  /** Whether its room has been given to others. */
  isAway: boolean;
  /** Ends the hand-over of a part. */
  giveWay(): void;
}

/** A parcel without pages yet. */
export function newEntry(count: number, beside: number, network: string | undefined): Entry {
  const pages = Array(count).fill(undefined);
  const giveWay = () => undefined;
  return { pages, beside, network, seen: Date.now(), readerMs: 0, handed: undefined, isAway: false, giveWay };
}

/** Of all that a parcel may hold, in pages. */
export function sizeOf({ pages, beside }: Entry): number {
  return pages.length + beside;
}

/** Milliseconds that the answer has waited for its reader. */
export function readerMs({ readerMs: before, handed }: Entry): number {
  return before + (handed === undefined ? 0 : Date.now() - handed);
}

/** See `Parcel.hand`. */
export async function handTo(entry: Entry, write: () => Promise<void>): Promise<void> {
  if (entry.isAway) throw gaveWay();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  entry.handed = Date.now();
  entry.giveWay = () => reject(gaveWay());
  write().then(resolve, reject);
  try {
    await promise;
  } finally {
    entry.readerMs = readerMs(entry);
    entry.seen = Date.now();
    entry.handed = undefined;
  }
}

function gaveWay(): ReaderGone {
  return new ReaderGone('expected a reader who takes an answer as fast as others need its room, found a slow one');
}
