import type { Term } from '../content/glossary-schema.ts';

/** A chapter whose terms are marked. */
export interface MarkedChapter {
  /** The MDX, with `<Term id="score">scores</Term>` around the first appearance of each term. */
  readonly source: string;
  /** Those that appear. */
  readonly terms: readonly Term[];
}

/**
 * What is not running text: front matter, formulas and other elements with all that stands in them, headings, links,
 * emphasis, which in chapters marks the words of a sentence, and code, but for `[CLS]` and its like.
 */
const otherwise = [
  /^---\n.*?^---$/.source,
  /^#[^\n]*/.source,
  /^import [^\n]*/.source,
  /<(?<name>[A-Za-z]+)\b[^>]*?(?:\/>|(?<!\/)>.*?<\/\k<name>>)/.source,
  /\[[^\]]*\]\([^)]*\)/.source,
  /\*[^*\n]*\*/.source,
  /`[^`\n]*`/.source,
  /"[^"\n]*"/.source,
].join('|');

/**
 * Marks where a chapter first uses a term of the glossary, so that its words can be opened there. Authors write nothing
 * for it.
 * @param source MDX of a chapter, with or without its front matter
 * @param chapter its id
 */
export function markTerms(source: string, chapter: string, glossary: readonly Term[]): MarkedChapter {
  const here = glossary.filter(({ words, notIn }) => words.length > 0 && !notIn.includes(chapter));
  const byWord = new Map(here.flatMap((term) => term.words.map((word) => [word.toLowerCase(), term] as const)));
  const words = [...byWord.keys()].sort((a, b) => b.length - a.length).map(escaped);
  const inCode = words.filter((word) => word.startsWith('\\['));
  const pattern = new RegExp(`(?<code>\`(?:${inCode.join('|')})\`)|${otherwise}|${bounded(words)}`, 'gimsu');
  const found = new Set<Term>();
  const marked = source.replace(pattern, (match, ...rest) => {
    const { code, word } = rest.at(-1) as Record<string, string | undefined>;
    const term = byWord.get((word ?? code?.slice(1, -1) ?? '').toLowerCase());
    if (!term || found.has(term)) return match;
    found.add(term);
    return `<Term id="${term.id}">${match}</Term>`;
  });
  return { source: marked, terms: [...found] };
}

/** The words, where they are no part of a longer one. */
const bounded = (words: readonly string[]) => `(?<![\\p{L}\\p{N}_’'-])(?<word>${words.join('|')})(?![\\p{L}\\p{N}_-])`;

/** So that every sign of a word stands for itself. */
const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll("'", "['’]");
