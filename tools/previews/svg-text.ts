import { Resvg } from '@resvg/resvg-js';

const fonts = 'node_modules/@expo-google-fonts';

/** The faces of the site as files that Resvg reads; the pages have them as variable WOFF2, which it does not. */
export const fontFiles = [
  `${fonts}/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf`,
  `${fonts}/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf`,
  `${fonts}/ibm-plex-sans/700Bold/IBMPlexSans_700Bold.ttf`,
  `${fonts}/source-serif-4/400Regular/SourceSerif4_400Regular.ttf`,
  `${fonts}/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf`,
];
export const font = {
  loadSystemFonts: false,
  fontFiles,
  sansSerifFamily: 'IBM Plex Sans',
  serifFamily: 'Source Serif 4',
};

export interface TextStyle {
  readonly family: 'IBM Plex Sans' | 'Source Serif 4';
  readonly weight: 400 | 600;
  /** Pixels. */
  readonly size: number;
  readonly color: string;
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

const measured = new Map<string, number>();

/** Pixels; the space beside a word is counted as a quarter of the size. */
function wordWidth(word: string, { family, weight, size }: TextStyle): number {
  const key = `${family} ${weight} ${word}`;
  let width = measured.get(key);
  if (width === undefined) {
    const text = `<text y="100" font-family="${family}" font-weight="${weight}" font-size="100">${escaped(word)}</text>`;
    const drawn = new Resvg(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${text}</svg>`, { font });
    width = drawn.getBBox()?.width ?? 0;
    measured.set(key, width);
  }
  return (width * size) / 100;
}

/** The words in lines that are no wider than the room. */
export function linesOf(text: string, room: number, style: TextStyle): string[] {
  const lines: { words: string[]; width: number }[] = [];
  for (const word of text.split(/\s+/)) {
    const width = wordWidth(word, style) + style.size / 4;
    const line = lines.at(-1);
    if (line && line.width + width <= room) {
      line.words.push(word);
      line.width += width;
    } else lines.push({ words: [word], width });
  }
  return lines.map(({ words }) => words.join(' '));
}

/** Lines below each other, the first with its base line at `y`. */
export function textLines(lines: readonly string[], x: number, y: number, leading: number, style: TextStyle): string {
  const { family, weight, size, color } = style;
  const spans = lines.map((line, index) => `<tspan x="${x}" y="${y + index * leading}">${escaped(line)}</tspan>`);
  return `<text font-family="${family}" font-weight="${weight}" font-size="${size}" fill="${color}">${spans.join('')}</text>`;
}
