/** What one request still asks of the model. */
export interface Work {
  /** Tokens that the model has yet to read for it. */
  tokensLeft: number;
}

/**
 * Decides whose turn at the model is next: whoever has the fewest tokens left, the earlier of two with as many. Later
 * requests that overtake the earliest one leave a debt: once it is `patience` tokens, the earliest goes first until it
 * has read as many as overtook it. So nobody waits forever: one who has become the earliest, with n tokens to go, is done
 * before the model has read 2 n + `patience` + the longest turn.
 *
 * No clock and no promises, so that this can be tested alone; `Queue` lets the chosen one work.
 */
export class Schedule<W extends Work> {
  readonly #patience: number;
  /** In the order in which they came. */
  readonly #works: W[] = [];
  /** Tokens read for others since they overtook the earliest, less those read for it. */
  #debt = 0;

  /** @param patience tokens */
  constructor(patience: number) {
    this.#patience = patience;
  }

  get works(): readonly W[] {
    return this.#works;
  }

  /** Whose turn is next; undefined where nobody asks for anything. */
  get next(): W | undefined {
    if (this.#debt >= this.#patience) return this.#works[0];
    return this.#works.reduce<W | undefined>(
      (least, work) => (least === undefined || work.tokensLeft < least.tokensLeft ? work : least),
      undefined,
    );
  }

  has(work: W): boolean {
    return this.#works.includes(work);
  }

  add(work: W): void {
    this.#works.push(work);
  }

  /** The model has read some of this work's tokens: `tokensLeft` of them are left. */
  advance(work: W, tokensLeft: number): void {
    const read = Math.max(0, work.tokensLeft - tokensLeft);
    work.tokensLeft = tokensLeft;
    this.#debt = Math.max(0, this.#debt + (work === this.#works[0] ? -read : read));
  }

  /** The work is done or given up. */
  remove(work: W): void {
    const index = this.#works.indexOf(work);
    if (index < 0) return;
    this.#works.splice(index, 1);
    if (index === 0) this.#debt = 0;
  }
}
