/** What one request holds of a bounded room. */
export interface Reservation {
  /** When its request last gave a sign of life, in milliseconds of the clock. */
  seen: number;
}

/**
 * Reservations in one bounded room, the oldest first. A reservation without a sign of life for `lostMs` no longer
 * counts, because workerd may end a request without a word.
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

  /** Sum of all sizes. */
  get size(): number {
    return [...this.#held].reduce((sum, reservation) => sum + this.#sizeOf(reservation), 0);
  }

  get all(): readonly R[] {
    return [...this.#held];
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

  /** Whether this reservation was still held. */
  remove(reservation: R): boolean {
    return this.#held.delete(reservation);
  }

  /** Removes and returns the reservations without a sign of life for `lostMs`. */
  removeLost(): R[] {
    return this.removeSilent(this.#lostMs, () => true);
  }

  /** Removes and returns the reservations without a sign of life for `ms` that `which` accepts. */
  removeSilent(ms: number, which: (reservation: R) => boolean): R[] {
    const limit = Date.now() - ms;
    const silent = [...this.#held].filter((reservation) => reservation.seen < limit && which(reservation));
    for (const reservation of silent) this.#held.delete(reservation);
    return silent;
  }
}
