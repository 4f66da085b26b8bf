/** What one request holds. */
export interface Reservation {
  /** When its request last gave a sign of life, in milliseconds of the clock. */
  seen: number;
}

/**
 * What requests hold of one bounded room, the oldest first. workerd may end a request without a word, so what has given no
 * sign of life for `lostMs` no longer counts.
 */
export class Reservations<R extends Reservation> {
  readonly #capacity: number;
  readonly #lostMs: number;
  readonly #sizeOf: (reservation: R) => number;
  readonly #held = new Set<R>();

  constructor(capacity: number, lostMs: number, sizeOf: (reservation: R) => number) {
    this.#capacity = capacity;
    this.#lostMs = lostMs;
    this.#sizeOf = sizeOf;
  }

  /** What all of them take together. */
  get size(): number {
    return [...this.#held].reduce((sum, reservation) => sum + this.#sizeOf(reservation), 0);
  }

  hasRoom(more: number): boolean {
    return this.size + more <= this.#capacity;
  }

  has(reservation: R): boolean {
    return this.#held.has(reservation);
  }

  add(reservation: R): void {
    this.#held.add(reservation);
  }

  /** Whether it was held until now. */
  remove(reservation: R): boolean {
    return this.#held.delete(reservation);
  }

  /** Takes out what has given no sign of life for `lostMs`. */
  removeLost(): R[] {
    return this.removeSilent(this.#lostMs, () => true);
  }

  /** Takes out what has given no sign of life for so many milliseconds, where `which` says so too. */
  removeSilent(ms: number, which: (reservation: R) => boolean): R[] {
    const limit = Date.now() - ms;
    const silent = [...this.#held].filter((reservation) => reservation.seen < limit && which(reservation));
    for (const reservation of silent) this.#held.delete(reservation);
    return silent;
  }
}
