/** One sentence of the reader's notes, or a part of a long one. */
export interface NoteSentence {
  /** The words of the sentence, with one space between them. */
  readonly text: string;
  /** The sentence's place in the notes, in UTF-16 units; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** UTF-16 units of the longest part: about 100 English words, far below the model's 512 tokens. */
export const longestPart = 480;

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** UTF-16 units, with the character before the abbreviation and the space after it. */
const longestAbbreviation = 16;

/** A line that continues in lower case was wrapped, so its line break ends no sentence. */
const brokenLine = /\r?\n(?=[ \t]*\p{Ll})/gu;

/** A list mark counts only before white space: in "-40 degrees" and "#1" it belongs to the sentence. */
const listMarks = /^(?:\s*(?:[-–—*•·>]|#+)(?=\s))*\s*/u;

const rule = /^[\s\-–—*•·>#_=]*$/u;

/** Abbreviations and initials, whose full stop ends no sentence; Unicode's rules know none. */
const abbreviation =
  /(?:^|[\s("'“‘[])(?:Dr|Mr|Mrs|Ms|Prof|St|Gen|Col|Capt|Rev|Hon|vs|cf|al|approx|ca|resp|incl|esp|viz|Figs?|Eqs?|Sec|Ch|Vol|pp?|e\.g|i\.e|U\.S|U\.K|\p{Lu})\.[ \t]*$/u;

/**
 * Splits notes into sentences by Unicode's rules, without list marks and empty lines. A sentence longer than
 * `longestPart` is cut between words where it has a space. No letter and no digit is lost.
 */
export function noteSentences(notes: string): NoteSentence[] {
  const joined = notes.replace(brokenLine, (lineEnd) => ' '.repeat(lineEnd.length));
  return wholeSentences(joined).flatMap(({ segment, index }) => {
    const beginsLine = index === 0 || joined[index - 1] === '\n';
    const marks = beginsLine ? (listMarks.exec(segment)?.[0].length ?? 0) : 0;
    return parts(segment.slice(marks), index + marks);
  });
}

/** Unicode's sentences, joined where an abbreviation or a quotation had split them. */
function wholeSentences(text: string): { readonly segment: string; readonly index: number }[] {
  const whole: { segment: string; index: number }[] = [];
  for (const { segment, index } of segmenter.segment(text)) {
    const last = whole.at(-1);
    if (last && goesOn(last.segment, segment)) last.segment += segment;
    else whole.push({ segment, index });
  }
  return whole;
}

/** Whether the sentence goes on: after an abbreviation, or in lower case on the same line, as in “Why?” she asked. */
function goesOn(before: string, after: string): boolean {
  const end = before.slice(-longestAbbreviation);
  return abbreviation.test(end) || (/^\p{Ll}/u.test(after) && !/\n\s*$/.test(end));
}

function parts(segment: string, index: number): NoteSentence[] {
  if (rule.test(segment)) return [];
  const skipped = segment.length - segment.trimStart().length;
  const rest = segment.slice(skipped).trimEnd();
  const length = rest.length > longestPart ? cutAt(rest) : rest.length;
  const start = index + skipped;
  const kept = rest.slice(0, length).trimEnd();
  const part = { text: kept.replace(/\s+/gu, ' '), start, end: start + kept.length };
  return [part, ...parts(rest.slice(length), start + length)];
}

/** Where to cut a long sentence: at the last space that fits, else between two characters. */
function cutAt(text: string): number {
  const space = text.slice(0, longestPart + 1).search(/\s\S*$/u);
  if (space > 0) return space;
  const splitsPair = /[\uD800-\uDBFF]$/.test(text.slice(0, longestPart));
  return splitsPair ? longestPart - 1 : longestPart;
}
