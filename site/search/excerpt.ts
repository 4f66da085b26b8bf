import { wordsOf } from './words.ts';

/** A run of text, and whether it is what was looked for. */
export interface MarkedRun {
  readonly text: string;
  readonly isFound: boolean;
}

/** The text with the found words marked. */
export function marked(text: string, words: ReadonlySet<string>): MarkedRun[] {
  const runs: MarkedRun[] = [];
  let end = 0;
  for (const found of foundIn(text, words)) {
    if (found.start > end) runs.push({ text: text.slice(end, found.start), isFound: false });
    runs.push({ text: text.slice(found.start, found.end), isFound: true });
    end = found.end;
  }
  if (end < text.length) runs.push({ text: text.slice(end), isFound: false });
  return runs;
}

/** Letters by which words count as one: `weight` and `weights` beside each other say no more than one of them. */
const stem = 4;

/** The part of a text, of about so many characters, that has most of the words; whole words, with … where it is cut. */
export function excerpt(text: string, words: ReadonlySet<string>, length = 200): string {
  if (text.length <= length) return text;
  const found = foundIn(text, words);
  let best = { start: 0, count: 0 };
  for (const { start } of found) {
    const within = found.filter((one) => one.start >= start && one.end <= start + length);
    const count = new Set(within.map(({ forms }) => forms.find((form) => words.has(form))!.slice(0, stem))).size;
    if (count > best.count) best = { start, count };
  }
  const begin = beginning(text, best.start, length);
  const cut = text.slice(begin, begin + length);
  const isEnd = begin + length >= text.length;
  return `${begin > 0 ? '… ' : ''}${isEnd ? cut : `${cut.replace(/\s+\S*$/, '')} …`}`;
}

/** The found words that a title does not have: for these an excerpt is chosen; where there are none, it is the beginning. */
export function notIn(title: string, words: ReadonlySet<string>): ReadonlySet<string> {
  const stems = wordsOf(title).flatMap(({ forms }) => forms.map((form) => form.slice(0, stem)));
  return new Set([...words].filter((word) => !stems.includes(word.slice(0, stem))));
}

const foundIn = (text: string, words: ReadonlySet<string>) =>
  wordsOf(text).filter(({ forms }) => forms.some((form) => words.has(form)));

/** Where its sentence begins, if that is near; else a few words before. */
function beginning(text: string, found: number, length: number): number {
  const before = text.slice(0, found);
  const sentence = Math.max(...['. ', '? ', '! '].map((end) => before.lastIndexOf(end))) + 2;
  if (found < length / 3) return 0;
  if (sentence > 1 && found - sentence < length / 2) return sentence;
  return before.lastIndexOf(' ', found - length / 4) + 1;
}
