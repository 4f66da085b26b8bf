import { ApiError } from '../../shared/api/errors.ts';
import type { Turn } from '../../shared/api/turn.ts';
import { nextTurn } from '../../shared/model/next-turn.ts';
import { Schedule, type Work } from './schedule.ts';

export interface QueueLimits {
  /** Requests that may be in the queue at once, including the one at work. */
  readonly capacity: number;
  /** How many of those may come from one network. */
  readonly share: number;
  /** Tokens of later requests that may overtake the earliest one: see `Schedule`. */
  readonly patience: number;
  /**
   * A turn that has not ended after so many milliseconds is passed over. It must be longer than any turn that is still
   * at work.
   */
  readonly stallMs: number;
}

/** What a request tells the queue. */
export interface Ticket {
  /** Tokens that the model will read for this request. */
  readonly tokens: number;
  /** The network of the client. A request without one is not held to a share. */
  readonly network?: string | undefined;
  /** Aborted when the client disconnects. */
  readonly signal?: AbortSignal | undefined;
}

/** A turn that also knows how long its request has waited. */
export interface QueueTurn extends Turn {
  /** Milliseconds without a turn so far, waits at pauses included. */
  readonly waitedMs: number;
}

/** A request's place in the queue, from when it comes until it is answered or given up. */
interface Place extends Work {
  readonly network: string | undefined;
  /** Lets the work of this request begin, or go on after a pause. */
  wake(): void;
  /** When the current turn began, in milliseconds of the clock. */
  since: number;
  waitedMs: number;
}

/**
 * Requests take turns at the one engine: one works, the others wait, and `Schedule` says whose turn is next. Work in
 * several parts pauses between them, when the engine holds nothing of it, and other requests get their turn. Between
 * two turns the event loop turns, so that an answer leaves before the next request's work begins.
 *
 * No request waits for a promise of another one: workerd may end a request without a word, and cancels its timers and
 * promises. So each waiting request runs its own timer, which passes over a turn that has not ended for `stallMs`.
 */
export class Queue {
  readonly #limits: QueueLimits;
  readonly #schedule: Schedule<Place>;
  /** The place whose turn it is. */
  #atWork: Place | undefined;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
    this.#schedule = new Schedule(limits.patience);
  }

  /** Requests that work or wait. */
  get length(): number {
    return this.#schedule.works.length;
  }

  /**
   * Runs `work` when it is its turn. A request whose signal is aborted leaves at once while it waits, and at its next
   * pause while it works.
   * @throws ApiError 503 where the queue is full, where its network has used its share, or where the request is given
   *   up.
   */
  async run<T>(work: (turn: QueueTurn) => Promise<T>, { tokens, network, signal }: Ticket): Promise<T> {
    this.#expectRoom(network);
    const place: Place = { network, tokensLeft: tokens, wake: () => undefined, since: Date.now(), waitedMs: 0 };
    this.#schedule.add(place);
    try {
      await this.#wait(place, signal);
      return await work(this.#turnOf(place, signal));
    } finally {
      this.#leave(place);
    }
  }

  #turnOf(place: Place, signal?: AbortSignal): QueueTurn {
    return {
      get waitedMs() {
        return place.waitedMs;
      },
      pause: (tokensLeft) => this.#pause(place, tokensLeft, signal),
      until: (event, tokensLeft) => this.#until(place, event, tokensLeft, signal),
    };
  }

  /** The event loop turns first, so that requests that came or were aborted during this part of the work are seen. */
  async #pause(place: Place, tokensLeft: number, signal?: AbortSignal): Promise<void> {
    await nextTurn();
    if (this.#atWork !== place) throw givenUp();
    this.#schedule.advance(place, tokensLeft);
    if (!signal?.aborted && this.#schedule.next === place) return this.#begin(place);
    this.#atWork = undefined;
    await this.#wait(place, signal);
  }

  /** While it waits for the event the place is idle: an event that never comes must hold up nobody. */
  async #until(place: Place, event: Promise<void>, tokensLeft: number, signal?: AbortSignal): Promise<void> {
    if (this.#atWork !== place) throw givenUp();
    this.#schedule.advance(place, tokensLeft);
    [place.isIdle, place.since, this.#atWork] = [true, Date.now(), undefined];
    this.#callNext();
    try {
      await abortable(event, signal);
    } finally {
      place.isIdle = false;
    }
    if (!this.#schedule.has(place)) throw givenUp();
    await this.#wait(place, signal);
  }

  /** Resolves when it is this place's turn and the answer of the turn before has left. */
  async #wait(place: Place, signal?: AbortSignal): Promise<void> {
    const begun = Date.now();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = () => {
      this.#leave(place);
      reject(givenUp());
    };
    place.wake = resolve;
    signal?.addEventListener('abort', giveUp, { once: true });
    if (signal?.aborted) giveUp();
    else this.#callNext();
    const watch = setInterval(() => this.#passOverStalled(), this.#limits.stallMs / 4);
    try {
      await promise;
      await nextTurn();
      if (signal?.aborted) throw givenUp();
    } finally {
      clearInterval(watch);
      signal?.removeEventListener('abort', giveUp);
      place.waitedMs += Date.now() - begun;
    }
  }

  #callNext(): void {
    const { next } = this.#schedule;
    if (this.#atWork !== undefined || next === undefined) return;
    this.#begin(next);
    next.wake();
  }

  #begin(place: Place): void {
    this.#atWork = place;
    place.since = Date.now();
  }

  #passOverStalled(): void {
    const place = this.#atWork;
    if (place !== undefined && this.#isStalled(place)) this.#leave(place);
  }

  /** Idle places whose readers were ended without a word. */
  #dropLost(): void {
    for (const place of this.#schedule.works.filter(({ isIdle }) => isIdle)) {
      if (this.#isStalled(place)) this.#leave(place);
    }
  }

  #isStalled({ since }: Place): boolean {
    return Date.now() - since > this.#limits.stallMs;
  }

  #leave(place: Place): void {
    if (this.#atWork === place) {
      this.#schedule.advance(place, 0);
      this.#atWork = undefined;
    }
    this.#schedule.remove(place);
    this.#callNext();
  }

  #expectRoom(network: string | undefined): void {
    const { capacity, share } = this.#limits;
    this.#dropLost();
    if (this.length >= capacity) throw overloaded(capacity);
    if (network === undefined) return;
    const places = this.#schedule.works.filter((place) => place.network === network).length;
    if (places >= share) throw shareTaken(share, places);
  }
}

/** The event, or an error where nobody waits for the answer any more. */
function abortable(event: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return event;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const giveUp = () => reject(givenUp());
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  event.then(resolve, reject);
  return promise.finally(() => signal.removeEventListener('abort', giveUp));
}

function givenUp(): ApiError {
  return new ApiError('request_aborted', 'The request was given up before its answer was ready.');
}

function overloaded(capacity: number): ApiError {
  const message = `${capacity} requests are waiting for this model. Try again shortly.`;
  return new ApiError('overloaded', message, { retryAfter: 1 });
}

function shareTaken(share: number, found: number): ApiError {
  const message = `Expected at most ${share} requests of one network to wait for this model, found ${found}. Send the next when one is answered.`;
  return new ApiError('network_share_taken', message, { retryAfter: 1 });
}
