/** A small value that this browser keeps for the reader under one name. */
export interface Kept {
  /** What was written last, on any page of the site; null where nothing is kept. */
  read(): string | null;
  /** @returns whether it outlives the page; false where the browser keeps nothing: then this page alone knows it */
  write(value: string): boolean;
}

/** How long a value is kept: for every page and visit, or for this tab, a reload included. */
export type KeptFor = 'browser' | 'tab';

export type Items = Pick<Storage, 'getItem' | 'setItem'>;

/** Storage by a name that is looked up only when it is used: blocked storage throws at its very name. */
const lazily = (storage: () => Storage): Items => ({
  getItem: (key) => storage().getItem(key),
  setItem: (key, value) => storage().setItem(key, value),
});

/** The browser's storage as it is: each call may throw. */
export const storedItems: Readonly<Record<KeptFor, Items>> = {
  browser: lazily(() => localStorage),
  tab: lazily(() => sessionStorage),
};

/** Values that the browser would not take, for as long as the page is open. */
const unkept = new Map<string, string>();

/**
 * Both kinds of storage throw where a reader blocks site data, and when they are full; here neither is an error.
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
