/**
 * What is drawn of a sentence: its words where there is room, otherwise a dash for each word but the two that are tied.
 */
export interface TiePicture {
  readonly words: readonly PictureWord[];
  /** Path of the arc from the word that attends to the word that is attended to. */
  readonly arc: string;
  readonly arrowhead: string;
}

export interface PictureWord {
  readonly role: 'from' | 'to' | 'other';
  /** Undefined where the word is drawn as a dash. */
  readonly text: string | undefined;
  /** Middle of the word, in pixels of the picture. */
  readonly centre: number;
  readonly width: number;
}

interface PicturedToken {
  readonly text: string;
  readonly special: boolean;
}

export const pictureSize = { width: 340, height: 84, baseline: 74 } as const;

/** Pixels of a letter (the two tied words are larger), and between words. */
const letter = { tied: 8.4, other: 6.9 } as const;
const gap = 6;
const longestLabel = 14;
/** Where the arc begins and ends, above the words. */
const wordTop = pictureSize.baseline - 17;
const arrow = { width: 10, height: 8 } as const;

/** Lays out the sentence from left to right, without special tokens, with one arc. */
export function tiePicture(tokens: readonly PicturedToken[], from: number, to: number): TiePicture {
  const roleOf = (index: number) => (index === from ? 'from' : index === to ? 'to' : 'other');
  const drawn = tokens
    .map(({ text, special }, index) => ({ text: shortened(text), special, role: roleOf(index) }) as const)
    .filter(({ special }) => !special);
  const words = placed(drawn);
  const [start, end] = (['from', 'to'] as const).map((role) => words.find((word) => word.role === role)!.centre);
  return { words, ...arcBetween(start!, end!) };
}

function shortened(text: string): string {
  return text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text;
}

function placed(drawn: readonly { text: string; role: PictureWord['role'] }[]): PictureWord[] {
  const full = drawn.map(({ text, role }) => text.length * letter[role === 'other' ? 'other' : 'tied']);
  const isRoomy = total(full) + gap * (drawn.length - 1) <= pictureSize.width;
  const between = isRoomy ? gap : Math.min(gap, (0.3 * pictureSize.width) / drawn.length);
  const widths = isRoomy ? full : squeezed(drawn, full, pictureSize.width - between * (drawn.length - 1));
  let left = (pictureSize.width - total(widths) - between * (drawn.length - 1)) / 2;
  return drawn.map(({ text, role }, index) => {
    const width = widths[index]!;
    const centre = left + width / 2;
    left += width + between;
    return { role, text: isRoomy || role !== 'other' ? text : undefined, centre, width };
  });
}

/**
 * Narrows words to fit: the two tied words keep their width, the others share the remaining room in proportion to their
 * lengths.
 */
function squeezed(drawn: readonly { role: PictureWord['role'] }[], full: readonly number[], room: number): number[] {
  const isOther = (index: number) => drawn[index]!.role === 'other';
  const tied = total(full.filter((_, index) => !isOther(index)));
  const others = total(full.filter((_, index) => isOther(index)));
  return full.map((width, index) => (isOther(index) ? (width * (room - tied)) / others : width));
}

function arcBetween(start: number, end: number): Pick<TiePicture, 'arc' | 'arrowhead'> {
  const rise = Math.min(56, 22 + 0.3 * Math.abs(end - start));
  const tip = wordTop - arrow.height;
  const [a, b] = [rounded(start), rounded(end)];
  const top = rounded(wordTop - rise * 1.2);
  return {
    arc: `M${a} ${wordTop}C${a} ${top} ${b} ${top} ${b} ${tip}`,
    arrowhead: `M${b} ${wordTop}l${-arrow.width / 2} ${-arrow.height}h${arrow.width}z`,
  };
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}

function rounded(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
