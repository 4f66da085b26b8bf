/** A small value that this browser keeps for the reader under one name. */
export interface Kept {
  /** The value that was last written, on any page of the site; null where there is none. */
  read(): string | null;
  /** @returns whether the value outlives the page; where it does not, only this page knows it */
  write(value: string): boolean;
}

/** For all pages and visits, or for this tab only, across reloads. */
export type KeptFor = 'browser' | 'tab';

export type Items = Pick<Storage, 'getItem' | 'setItem'>;

/** Looks storage up only when it is used, because even naming blocked storage throws. */
const lazily = (storage: () => Storage): Items => ({
  getItem: (key) => storage().getItem(key),
  setItem: (key, value) => storage().setItem(key, value),
});

/** The browser's storage itself, whose calls may throw. */
export const storedItems: Readonly<Record<KeptFor, Items>> = {
  browser: lazily(() => localStorage),
  tab: lazily(() => sessionStorage),
};

/** Values that the browser did not take. They last as long as the page is open. */
const unkept = new Map<string, string>();

/**
 * A value that never throws. Both kinds of storage throw where the reader blocks site data, and when they are full; the
 * value then lasts as long as the page.
 */
export function kept(key: string, keptFor: KeptFor = 'browser'): Kept {
  const name = `${keptFor} ${key}`;
  return {
    read() {
      const known = unkept.get(name);
      if (known !== undefined) return known;
      try {
        return storedItems[keptFor].getItem(key);
      } catch {
        return null;
      }
    },
    write(value) {
      try {
        storedItems[keptFor].setItem(key, value);
        unkept.delete(name);
        return true;
      } catch {
        unkept.set(name, value);
        return false;
      }
    },
  };
}
