import { isPlace, writeFragment } from '../reader/fragment.ts';
import { reader } from '../reader/reader.svelte.ts';
import { changesWithin, countOf, toggleMask } from './changes/changed-pass.ts';
import { holdWeight, isSameWeight } from './changes/held-weights.ts';
import {
  type Changes,
  type HeldWeight,
  noChanges,
  type PlaygroundPlace,
  readPlace,
  startPlace,
  unreadChanges,
  writePlace,
} from './place.ts';

/**
 * What the playground shows besides the reader's place, one instance for the page. Changes to the model can be undone.
 */
class Playground {
  place = $state.raw<PlaygroundPlace>(startPlace);
  #before = $state.raw<readonly Changes[]>([]);
  #after = $state.raw<readonly Changes[]>([]);
  /** Changes of the link that fit neither the sentence nor the model, and were left out; 0 once the reader goes on. */
  dropped = $state(0);
  /** The weight that is being dragged. */
  #held: HeldWeight | undefined;

  get canUndo(): boolean {
    return this.#before.length > 0;
  }

  get canRedo(): boolean {
    return this.#after.length > 0;
  }

  /** Restores the place from the fragment and follows the back button. @returns a function that stops following */
  start(): () => void {
    const restore = () => {
      if (!isPlace(location.hash)) return;
      this.place = readPlace(location.hash);
      this.dropped = unreadChanges(location.hash);
    };
    restore();
    addEventListener('popstate', restore);
    return () => removeEventListener('popstate', restore);
  }

  /** The fragment of everything that is on screen. */
  get fragment(): string {
    const own = String(writePlace(this.place));
    return writeFragment(reader.place, reader.reading) + (own && `&${own}`);
  }

  set(fields: Partial<PlaygroundPlace>): void {
    this.place = { ...this.place, ...fields };
  }

  /**
   * Call when the text has changed: drops what belonged to tokens of the text before, unless the link to this text
   * names it.
   */
  forget(): void {
    const { key, changes } = readPlace(location.hash);
    this.set({ key, changes: { ...changes, off: this.place.changes.off } });
    this.#before = [];
    this.#after = [];
  }

  /** Leaves out the changes at tokens that the sentence does not have. Call it once its tokens are known. */
  fit(seqLen: number): void {
    const { changes } = this.place;
    const fitting = changesWithin(changes, seqLen);
    if (fitting === changes) return;
    this.dropped += countOf(changes) - countOf(fitting);
    this.set({ changes: fitting });
  }

  change(changes: Changes): void {
    this.settle();
    this.dropped = 0;
    this.#before = [...this.#before, this.place.changes];
    this.#after = [];
    this.set({ changes });
  }

  /**
   * Holds a weight at a share, and keeps its pair chosen: the largest weight of the row may be another one by now. A
   * bar that is dragged is one step of undoing, up to `settle`.
   */
  hold(weight: HeldWeight): void {
    const changes = holdWeight(this.place.changes, weight);
    if (this.#held && isSameWeight(this.#held, weight)) this.set({ changes });
    else this.change(changes);
    this.set({ key: weight.to });
    this.#held = weight;
  }

  /** Ends what `hold` has begun. */
  settle(): void {
    this.#held = undefined;
  }

  toggleMask(token: number): void {
    this.change(toggleMask(this.place.changes, token));
  }

  clearChanges(): void {
    this.change(noChanges);
  }

  undo(): void {
    this.settle();
    const last = this.#before.at(-1);
    if (!last) return;
    this.#after = [this.place.changes, ...this.#after];
    this.#before = this.#before.slice(0, -1);
    this.set({ changes: last });
  }

  redo(): void {
    const [next, ...rest] = this.#after;
    if (!next) return;
    this.#before = [...this.#before, this.place.changes];
    this.#after = rest;
    this.set({ changes: next });
  }
}

export const playground = new Playground();
