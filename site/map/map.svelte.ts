import { pushAddress, replaceAddress } from '../reader/address.ts';
import { isPlace, writeFragment } from '../reader/fragment.ts';
import { reader } from '../reader/reader.svelte.ts';
import { type Level, type MapPlace, readPlace, startPlace, writePlace } from './place.ts';

/** The reader's place on the map: the level and the key. There is one instance for the page. */
class TheMap {
  place = $state.raw<MapPlace>(startPlace);

  /** Restores the place from the fragment and follows the back button. @returns a function that stops following */
  start(): () => void {
    const restore = () => {
      if (isPlace(location.hash)) this.place = readPlace(location.hash);
    };
    restore();
    addEventListener('popstate', restore);
    return () => removeEventListener('popstate', restore);
  }

  /** The fragment of everything that is on screen. */
  get fragment(): string {
    const own = writePlace(this.place);
    return writeFragment(reader.place, reader.reading) + (own && `&${own}`);
  }

  /** Goes to another level, with an entry of the history. */
  go(level: Level): void {
    if (level === this.place.level) return;
    this.place = { ...this.place, level };
    pushAddress(this.fragment);
  }

  pickKey(key: number): void {
    this.place = { ...this.place, key };
    replaceAddress(this.fragment);
  }

  pickHead(layer: number, head: number): void {
    reader.pickHead(layer, head);
    this.#forgetKey();
  }

  pickToken(token: number): void {
    reader.pickToken(token);
    this.#forgetKey();
  }

  /** Picks a cell of the head: the query token and the key token. */
  pickCell(token: number, key: number): void {
    reader.pickToken(token);
    this.pickKey(key);
  }

  /** The key with most weight differs from row to row, so a chosen key is dropped with its row. */
  #forgetKey(): void {
    this.place = { ...this.place, key: null };
    replaceAddress(this.fragment);
  }
}

export const theMap = new TheMap();
