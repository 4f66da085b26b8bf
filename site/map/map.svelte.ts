import { pushAddress, replaceAddress } from '../reader/address.ts';
import { isPlace, writeFragment } from '../reader/fragment.ts';
import { reader } from '../reader/reader.svelte.ts';
import { type Level, type MapPlace, readPlace, startPlace, writePlace } from './place.ts';

/** How near the reader is; one for the page. */
class TheMap {
  place = $state.raw<MapPlace>(startPlace);

  /** Restores the place from the fragment and follows the back button. */
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

  /** Nearer or farther: a step that the back button undoes. */
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

  /** A cell of the head: who asks and who answers. */
  pickCell(token: number, key: number): void {
    reader.pickToken(token);
    this.pickKey(key);
  }

  /** Of another row another key has most weight. */
  #forgetKey(): void {
    this.place = { ...this.place, key: null };
    replaceAddress(this.fragment);
  }
}

export const theMap = new TheMap();
