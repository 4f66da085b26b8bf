/** What a place belongs to, as a reader would name it. */
export const kindNames = {
  term: 'Glossary',
  chapter: 'Chapter',
  note: 'Notes',
  question: 'Quiz',
  card: 'Cards',
  head: 'Heads',
  api: 'API',
  podcast: 'Podcast',
  page: 'Page',
} as const;
export type Kind = keyof typeof kindNames;

/** A place that can be found: a heading of a page and what stands below it, or one entry of a list. */
export interface Section {
  readonly kind: Kind;
  /** Its address on this site, `/chapters/scores#why-divide-by-8`. */
  readonly link: string;
  readonly title: string;
  /** Title of the page on which it stands. */
  readonly page: string;
  /** Plain words, from which the excerpt is taken. */
  readonly text: string;
  /** Further words by which it is found and that no excerpt shows: code, a formula's TeX, a head's names in other counts. */
  readonly names: string;
}
