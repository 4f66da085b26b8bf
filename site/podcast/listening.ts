/** Speeds to choose from; 1 is the recorded speed. */
export const speeds: readonly number[] = [0.75, 1, 1.25, 1.5, 1.75, 2];

/** The position in each episode and the speed, kept in this browser only. */
export class Listening {
  readonly #store: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #positionKey: string;

  constructor(episode: string, store: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#store = store;
    this.#positionKey = `podcast-position:${episode}`;
  }

  /** Seconds from the beginning; 0 where nothing usable is kept, or the kept position is near the end. */
  position(duration: number): number {
    const kept = this.#number(this.#positionKey);
    return kept > 0 && kept < duration - 5 ? kept : 0;
  }

  speed(): number {
    const kept = this.#number('podcast-speed');
    return speeds.includes(kept) ? kept : 1;
  }

  /** Whether the voice waits for answers. */
  waits(): boolean {
    return this.#number('podcast-waits') === 1;
  }

  /** @returns whether the browser could keep it for the next visit */
  keepWait(waits: boolean): boolean {
    return this.#keep('podcast-waits', waits ? '1' : '0');
  }

  /** Whether the figure stays in sight on a phone while the voice plays, unless the listener let it go. */
  pins(): boolean {
    return this.#number('podcast-unpinned') !== 1;
  }

  /** @returns whether the browser could keep it for the next visit */
  keepPin(pins: boolean): boolean {
    return this.#keep('podcast-unpinned', pins ? '0' : '1');
  }

  /** @returns whether the browser could keep it for the next visit */
  keepPosition(seconds: number): boolean {
    return this.#keep(this.#positionKey, seconds.toFixed(1));
  }

  /** @returns whether the browser could keep it for the next visit */
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

  /** A browser that cannot keep anything can still play. */
  #keep(key: string, value: string): boolean {
    try {
      this.#store.setItem(key, value);
      return true;
    } catch {
      return false;
    }
  }
}
