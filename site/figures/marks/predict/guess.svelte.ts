/** What a reader guesses about one question on one sentence; about another there is none. */
export class Guess<Value> {
  #taken = $state.raw<{ readonly about: string; readonly value: Value }>();
  readonly #about: () => unknown;

  /** @param about all that the question is about; a guess goes when any of it changes */
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
