import MiniSearch, { type SearchOptions } from 'minisearch';
import type { Kind, Section } from './section.ts';
import { askedWords, wordsOf } from './words.ts';

/** A section that answers, and the words of it that do, as `wordsOf` has them. */
export interface Found {
  readonly section: Section;
  readonly words: ReadonlySet<string>;
}

/** What explains comes before what asks about it; the pages of single heads are many and much alike. */
const weights: Readonly<Record<Kind, number>> = {
  term: 2,
  chapter: 1.4,
  note: 1.1,
  page: 1,
  api: 1,
  podcast: 0.8,
  card: 0.8,
  question: 0.7,
  head: 0.6,
};

/** A place whose whole title is the word comes before those that have it among others. */
const namedSo = 3;

/** A word may be typed only in part; numbers are taken as they are. */
const options: SearchOptions = {
  boost: { title: 5 },
  prefix: (term) => !/\d/.test(term) && term.length > 1,
  weights: { prefix: 0.4, fuzzy: 0.2 },
};

/** A longer word may have a typing error in each five letters. */
const fuzzy = (term: string) => (!/[\d_]/.test(term) && term.length > 3 ? 0.2 : false);

/** Two letters that have changed places are two errors. */
const exchanged = (term: string) => (!/[\d_]/.test(term) && term.length > 5 ? 2 : fuzzy(term));

/** Ways to look, each only where those before it find few: all words, all nearly so, some of them. */
const ways: readonly SearchOptions[] = [
  { combineWith: 'AND' },
  { combineWith: 'AND', fuzzy },
  { combineWith: 'AND', fuzzy: exchanged },
  { combineWith: 'OR', fuzzy },
];
const few = 3;

/**
 * Makes what finds places by words: of the sections that have them all, those first that speak of them most. It is made
 * piece by piece, so that a reader can go on typing.
 */
export async function makeFinder(sections: readonly Section[]): Promise<(query: string) => Found[]> {
  const index = new MiniSearch<Section & { readonly id: number }>({
    fields: ['title', 'names', 'page', 'text'],
    tokenize: (text) => wordsOf(text).flatMap(({ forms }) => forms),
    // Words come from the tokenizer as they are to be.
    processTerm: (term) => term,
    searchOptions: {
      ...options,
      tokenize: askedWords,
      boostDocument: (id, term) => {
        const { kind, title } = sections[Number(id)]!;
        return weights[kind] * (askedWords(title).join(' ') === term ? namedSo : 1);
      },
    },
  });
  await index.addAllAsync(
    sections.map((section, id) => ({ ...section, id })),
    { chunkSize: 40 },
  );
  return (query) => {
    const found = new Map<number, Found>();
    for (const way of ways) {
      if (found.size > few) break;
      for (const { id, terms } of index.search(query, way)) {
        if (!found.has(id)) found.set(id, { section: sections[id]!, words: new Set(terms) });
      }
    }
    return [...found.values()];
  };
}
