import { type Reservation, Reservations } from './reservations.ts';

export interface LeastBusyLimits {
  /** A request that was sent so long ago no longer counts: workerd may have ended it without a word. */
  readonly lostMs: number;
  /** How long a Worker that failed is asked after all others: its failures come fast, and would draw every request. */
  readonly restMs: number;
}

interface Sent extends Reservation {
  readonly to: string;
}

/** Which of several Workers to ask first, by the requests that this isolate has on their way to each. */
export class LeastBusy {
  readonly #restMs: number;
  readonly #sent: Reservations<Sent>;
  readonly #failed = new Map<string, number>();

  constructor({ lostMs, restMs }: LeastBusyLimits) {
    this.#restMs = restMs;
    this.#sent = new Reservations(Number.POSITIVE_INFINITY, lostMs, () => 1);
  }

  /** Counts a request to this Worker until the function that is given back is called. */
  send(to: string): () => void {
    const sent: Sent = { to, seen: Date.now() };
    this.#sent.add(sent);
    return () => {
      this.#sent.remove(sent);
    };
  }

  /** The Worker failed just now. */
  fail(name: string): void {
    this.#failed.set(name, Date.now());
  }

  /**
   * The Workers in the order in which to ask them: fewest requests first, equals as they came; those that failed lately
   * last.
   * @param queueOf requests that are known to wait at a Worker, whoever sent them; the larger number counts
   */
  order<W extends { readonly name: string }>(workers: readonly W[], queueOf: (worker: W) => number): W[] {
    this.#sent.removeLost();
    const rank = (worker: W) => [Number(this.#rests(worker.name)), Math.max(this.#count(worker.name), queueOf(worker))];
    const ranked = workers.map((worker) => ({ worker, rank: rank(worker) }));
    return ranked.sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1]).map(({ worker }) => worker);
  }

  #count(name: string): number {
    return this.#sent.all.filter(({ to }) => to === name).length;
  }

  #rests(name: string): boolean {
    return Date.now() - (this.#failed.get(name) ?? Number.NEGATIVE_INFINITY) < this.#restMs;
  }
}
