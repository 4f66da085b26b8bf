/** Speeds that are offered; 1 is as recorded. */
export const speeds: readonly number[] = [0.75, 1, 1.25, 1.5, 1.75, 2];

/** What the browser keeps of listening, and nobody else learns: the position in each episode, and the speed. */
export class Listening {
  readonly #store: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #positionKey: string;

  constructor(episode: string, store: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#store = store;
    this.#positionKey = `podcast-position:${episode}`;
  }

  /** Seconds from the beginning; 0 where nothing usable is kept, or the end was near. */
  position(duration: number): number {
    const kept = this.#number(this.#positionKey);
    return kept > 0 && kept < duration - 5 ? kept : 0;
  }

  speed(): number {
    const kept = this.#number('podcast-speed');
    return speeds.includes(kept) ? kept : 1;
  }

  /** @returns whether the next visit will know it */
  keepPosition(seconds: number): boolean {
    return this.#keep(this.#positionKey, seconds.toFixed(1));
  }

  /** @returns whether the next visit will know it */
  keepSpeed(speed: number): boolean {
    return this.#keep('podcast-speed', String(speed));
  }

  #number(key: string): number {
    try {
      return Number(this.#store.getItem(key));
    } catch {
      return 0;
    }
  }

  /** A browser that keeps nothing can still play. */
  #keep(key: string, value: string): boolean {
    try {
      this.#store.setItem(key, value);
      return true;
    } catch {
      return false;
    }
  }
}
