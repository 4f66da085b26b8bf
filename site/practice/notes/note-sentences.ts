/** One sentence of the reader's notes; longer ones come in parts. */
export interface NoteSentence {
  /** Its words, with one space between them. */
  readonly text: string;
  /** Where it stands in the notes, in UTF-16 units; `end` is one past its last. */
  readonly start: number;
  readonly end: number;
}

/** UTF-16 units in one part: about 100 English words, far below the model's 512 tokens. */
export const longestPart = 480;

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** A line that goes on in lower case was broken by its width and not by its writer. */
const brokenLine = /\r?\n(?=[ \t]*\p{Ll})/gu;

const bulletsAndSpace = /^[\s\-–—*•·>#]+/u;

/**
 * Notes cut into sentences by Unicode's rules, list marks and empty lines left out, parts of at most `longestPart` units
 * cut between words where there is a space. No letter and no digit is lost.
 */
export function noteSentences(notes: string): NoteSentence[] {
  const joined = notes.replace(brokenLine, (lineEnd) => ' '.repeat(lineEnd.length));
  return Array.from(segmenter.segment(joined)).flatMap(({ segment, index }) => parts(segment, index));
}

function parts(segment: string, index: number): NoteSentence[] {
  const skipped = bulletsAndSpace.exec(segment)?.[0].length ?? 0;
  const rest = segment.slice(skipped).trimEnd();
  if (rest === '') return [];
  const length = rest.length > longestPart ? cutAt(rest) : rest.length;
  const start = index + skipped;
  const kept = rest.slice(0, length).trimEnd();
  const part = { text: kept.replace(/\s+/gu, ' '), start, end: start + kept.length };
  return [part, ...parts(rest.slice(length), start + length)];
}

/** Where to cut a part off: at the last space, or else between two characters. */
function cutAt(text: string): number {
  const space = text.slice(0, longestPart + 1).search(/\s\S*$/u);
  if (space > 0) return space;
  const splitsPair = /[\uD800-\uDBFF]$/.test(text.slice(0, longestPart));
  return splitsPair ? longestPart - 1 : longestPart;
}
