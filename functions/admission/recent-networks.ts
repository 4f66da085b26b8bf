/** Which networks have asked lately. */
export class RecentNetworks {
  readonly #recentMs: number;
  /** When each asked last, the longest ago first. */
  readonly #asked = new Map<string, number>();

  constructor(recentMs: number) {
    this.#recentMs = recentMs;
  }

  /** Notes that a network asks now; one that is not known counts as one. */
  note(network: string | undefined): void {
    const limit = Date.now() - this.#recentMs;
    for (const [name, asked] of this.#asked) {
      if (asked >= limit) break;
      this.#asked.delete(name);
    }
    const name = network ?? unknown;
    this.#asked.delete(name);
    this.#asked.set(name, Date.now());
  }

  /** Whether any but this one has asked lately. */
  hasOthers(network: string): boolean {
    const limit = Date.now() - this.#recentMs;
    return [...this.#asked].some(([name, asked]) => name !== network && asked >= limit);
  }
}

/** No network has this name. */
const unknown = '';
