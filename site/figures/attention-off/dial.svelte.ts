import { linear } from 'svelte/easing';
import { prefersReducedMotion, Tween } from 'svelte/motion';

/** Milliseconds: one turn of the dial, and the opening from all layers to none. */
const turnTime = 350;
const way = 1900;

/** The dial for how many layers have attention. It opens once, from the whole model to none of its attention. */
export class Dial {
  readonly #most: number;
  readonly #dial = new Tween(0, { duration: turnTime });
  readonly #opened = new Tween(0, { easing: linear });
  isOpening = $state(false);

  /** @param most the setting with which it opens */
  constructor(most: number) {
    this.#most = most;
  }

  /** Where the hand stands, between two settings while it moves. */
  get at(): number {
    return this.isOpening ? this.#opened.current : this.#dial.current;
  }

  /** The setting that is chosen, or that the opening has reached. */
  get on(): number {
    return this.isOpening ? Math.round(this.#opened.current) : this.#dial.target;
  }

  /** The setting that was chosen last, whatever the opening shows. */
  get target(): number {
    return this.#dial.target;
  }

  /** The first setting that has been drawn so far. */
  get from(): number {
    return this.#opened.current;
  }

  /** Draws the columns one after the other, from all layers to none. Any action of the reader ends this. */
  async open(delay = 0): Promise<void> {
    this.isOpening = true;
    if (this.#opened.current === 0) await this.#opened.set(this.#most, { duration: 0 });
    if (!this.isOpening) return;
    await this.#opened.set(0, { delay, duration: (way * this.#opened.current) / this.#most });
    this.isOpening = false;
  }

  turn(to: number): void {
    if (this.isOpening) {
      void this.#dial.set(this.#opened.current, { duration: 0 });
      this.isOpening = false;
      void this.#opened.set(0, { duration: turnTime });
    }
    if (to !== this.#dial.target) void this.#dial.set(to, { duration: prefersReducedMotion.current ? 0 : turnTime });
  }

  /** Goes to a setting without a move, as a link does. */
  jump(to: number): void {
    this.isOpening = false;
    void this.#opened.set(0, { duration: 0 });
    void this.#dial.set(to, { duration: 0 });
  }
}
