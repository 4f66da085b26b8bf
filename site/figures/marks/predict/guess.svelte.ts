/** The reader's guess about one question on one sentence. Another question or sentence has no guess yet. */
export class Guess<Value> {
  #taken = $state.raw<{ readonly about: string; readonly value: Value }>();
  readonly #about: () => unknown;

  /** @param about everything that the question depends on; the guess is dropped when any of it changes */
  constructor(about: () => unknown) {
    this.#about = about;
  }

  get value(): Value | undefined {
    return this.#taken?.about === JSON.stringify(this.#about()) ? this.#taken.value : undefined;
  }

  set value(value: Value | undefined) {
    this.#taken = value === undefined ? undefined : { about: JSON.stringify(this.#about()), value };
  }
}
