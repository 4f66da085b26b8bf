import { replaceAddress } from '../reader/address.ts';
import type { Found } from './find.ts';
import type { Section } from './section.ts';

/** What is looked for, and what was found. */
export interface Search {
  readonly query: string;
  readonly found: readonly Found[];
  readonly failed: boolean;
  /** Whether something was looked for and nothing was found. */
  readonly isEmpty: boolean;
  /** What there is to say of it, for the eye and for a screen reader. */
  readonly said: string;
  ask(query: string): void;
  /** Fetches the words of the site, again where that failed. */
  load(): void;
}

/** Looks at once, as soon as the words are there; the query stands in the address, so that it can be linked to. */
export function startSearch(): Search {
  let query = $state('');
  let failed = $state(false);
  let find = $state.raw<(query: string) => Found[]>();
  const found = $derived(find && query.trim() !== '' ? find(query) : []);
  const load = () => {
    failed = false;
    loadFinder().then(
      (made) => (find = made),
      () => (failed = true),
    );
  };
  return {
    get query() {
      return query;
    },
    get found() {
      return found;
    },
    get failed() {
      return failed;
    },
    get isEmpty() {
      return find !== undefined && query.trim() !== '' && found.length === 0;
    },
    get said() {
      if (failed) return 'The words of this site could not be loaded. The list below leads everywhere.';
      if (query.trim() === '') return '';
      if (!find) return 'Loading the words of this site …';
      if (found.length === 1) return '1 place';
      return found.length > 0 ? `${found.length} places` : nothing;
    },
    load,
    ask(next) {
      // The first question fetches the words; who only looks at the list below loads nothing.
      if (!find && !failed && next.trim() !== '') load();
      query = next;
      const address = next.trim() === '' ? location.pathname : `?${new URLSearchParams({ q: next })}`;
      replaceAddress(address + location.hash);
    },
  };
}

const nothing =
  'Nothing has these words. Try fewer of them, a name as the API writes it, a head as 9-11, or the list below.';

async function loadFinder(): Promise<(query: string) => Found[]> {
  const [response, { makeFinder }] = await Promise.all([fetch('/search.json'), import('./find.ts')]);
  if (!response.ok) throw new Error(`/search.json: expected the words of the site, found status ${response.status}`);
  return makeFinder((await response.json()) as Section[]);
}
