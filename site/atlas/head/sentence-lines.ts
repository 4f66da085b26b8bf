import { textWidth } from './letter-widths.ts';

/** One word where it stands in a drawing, in pixels: its left edge, its width, and the line that it is in, from 0. */
export interface PlacedWord {
  readonly text: string;
  readonly isApart: boolean;
  readonly left: number;
  readonly width: number;
  readonly line: number;
}

export const sentenceSize = { width: 340, font: 17 } as const;

const opens = /^[([“‘$£]$/;
const closes = /^(?:[)\]”’.,:;!?%]|[’'].*|n[’']t)$/;

/**
 * Whether a space stands before each word of a treebank: unless one of the two is punctuation that leans on the other.
 * Straight quotation marks open and close by turns.
 */
export function apart(words: readonly string[]): boolean[] {
  let isQuoted = false;
  let leans = true;
  return words.map((word) => {
    const isQuote = word === '"';
    const isApart = !leans && !(isQuote ? isQuoted : closes.test(word));
    if (isQuote) isQuoted = !isQuoted;
    leans = isQuote ? isQuoted : opens.test(word);
    return isApart;
  });
}

/** Words from left to right in lines that are not wider than the drawing. Punctuation stays with its word. */
export function sentenceLines(words: readonly string[]): PlacedWord[] {
  const space = textWidth(' ', sentenceSize.font);
  const placed: PlacedWord[] = [];
  let [left, line] = [0, 0];
  for (const unit of unitsOf(words)) {
    const widths = unit.map((text) => textWidth(text, sentenceSize.font));
    const room = widths.reduce((sum, width) => sum + width, 0);
    if (left > 0 && left + space + room > sentenceSize.width) [left, line] = [0, line + 1];
    else if (left > 0) left += space;
    unit.forEach((text, index) => {
      placed.push({ text, isApart: index === 0 && left > 0, left, width: widths[index]!, line });
      left += widths[index]!;
    });
  }
  return placed;
}

/** Words that no line may tear apart: what is written without a space between. */
function unitsOf(words: readonly string[]): string[][] {
  const units: string[][] = [];
  const spaces = apart(words);
  words.forEach((word, index) => {
    if (index > 0 && !spaces[index]) units.at(-1)!.push(word);
    else units.push([word]);
  });
  return units;
}
