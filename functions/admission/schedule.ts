/** What a request still needs from the model. */
export interface Work {
  /** Tokens that the model has yet to read for it. */
  tokensLeft: number;
  /** It waits for the reader of what it has made, and wants no turn until then. */
  isIdle?: boolean;
}

/**
 * Decides which request has the next turn at the model: the one with the fewest tokens left; of two with as many, the
 * earlier. Later requests that overtake the earliest one leave a debt. Once the debt is `patience` tokens, the earliest
 * goes first until it has read as many tokens as overtook it; idle ones are passed over. So nobody waits forever: a
 * request that has become the earliest, with n tokens to go, is done before the model has read
 * 2 n + `patience` + the longest turn.
 *
 * There is no clock and no promise here, so that this can be tested alone; `Queue` lets the chosen request work.
 */
export class Schedule<W extends Work> {
  readonly #patience: number;
  /** In order of arrival. */
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

  /** The work whose turn is next; undefined where there is none. */
  get next(): W | undefined {
    if (this.#debt >= this.#patience) return this.#earliest;
    return this.#works.reduce<W | undefined>(
      (least, work) => (work.isIdle || (least && least.tokensLeft <= work.tokensLeft) ? least : work),
      undefined,
    );
  }

  get #earliest(): W | undefined {
    return this.#works.find(({ isIdle }) => !isIdle);
  }

  has(work: W): boolean {
    return this.#works.includes(work);
  }

  add(work: W): void {
    this.#works.push(work);
  }

  /** Call when the model has read some of this work's tokens and `tokensLeft` remain. */
  advance(work: W, tokensLeft: number): void {
    const read = Math.max(0, work.tokensLeft - tokensLeft);
    work.tokensLeft = tokensLeft;
    this.#debt = Math.max(0, this.#debt + (work === this.#earliest ? -read : read));
  }

  /** Call when the work is done or given up. */
  remove(work: W): void {
    const index = this.#works.indexOf(work);
    if (index < 0) return;
    this.#works.splice(index, 1);
    if (index === 0) this.#debt = 0;
  }
}
