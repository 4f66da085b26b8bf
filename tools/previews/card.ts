import { previewSize } from '../../site/layouts/previews.ts';
import { plainStrokes } from './plain-strokes.ts';
import { linesOf, type TextStyle, textLines } from './svg-text.ts';

/** What a link preview says beside its picture. */
export interface CardWords {
  /** Where the page belongs: `Chapter 6 · Softmax`. */
  readonly kicker: string;
  /** The chapter's question, or the page's title. */
  readonly title: string;
  /** What the picture shows. */
  readonly caption: string;
}

/** The light theme's colours. */
const [paper, ink, muted, violet] = ['#fcfbf8', '#1d1a24', '#5f5a66', '#5b21b6'];
const margin = 56;
/** Of the column of words; the picture has the rest. */
const column = 450;
const pictureBox = { x: 550, y: 36, width: 614, height: 558 } as const;

const small: TextStyle = { family: 'IBM Plex Sans', weight: 600, size: 26, color: violet! };
const caption: TextStyle = { family: 'IBM Plex Sans', weight: 400, size: 25, color: muted! };
const captionLeading = 33;
const titleSizes = [64, 56, 48, 42, 36, 31];
const titleTop = 150;

/**
 * A link preview as an SVG of 1200 by 630: on the left the words, on the right the picture, as large as it goes.
 * @param picture a self-contained SVG with a viewBox
 */
export function cardSvg({ kicker, title, caption: says }: CardWords, picture: string): string {
  const { width, height } = previewSize;
  const captionLines = linesOf(says, column, caption);
  const captionTop = height - margin - (captionLines.length - 1) * captionLeading;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${paper}"/><rect width="12" height="${height}" fill="${violet}"/>`,
    textLines(linesOf(kicker, column, small), margin, 86, 34, small),
    titleLines(title, captionTop - captionLeading - titleTop),
    textLines(captionLines, margin, captionTop, captionLeading, caption),
    placed(picture),
    '</svg>',
  ].join('\n');
}

/** The title in the largest size in which it has room. */
function titleLines(title: string, room: number): string {
  const [style, lines] = titleSizes
    .map((size) => {
      const style: TextStyle = { family: 'Source Serif 4', weight: 600, size, color: ink! };
      return [style, linesOf(title, column, style)] as const;
    })
    .find(([{ size }, lines], index) => lines.length * size * 1.15 <= room || index === titleSizes.length - 1)!;
  return textLines(lines, margin, titleTop + style.size * 0.8, style.size * 1.15, style);
}

/** The picture within its box, in its own proportions. */
function placed(picture: string): string {
  const { x, y, width, height } = pictureBox;
  // Resvg knows the older name of the same thing.
  const svg = plainStrokes(picture.slice(picture.indexOf('<svg'))).replaceAll('"pixelated"', '"optimizeSpeed"');
  const attributes = `x="${x}" y="${y}" width="${width}" height="${height}" preserveAspectRatio="xMidYMid meet"`;
  return svg.replace(/<svg[^>]*>/, (open) =>
    open.replaceAll(/ (width|height)="[^"]*"/g, '').replace('<svg', `<svg ${attributes}`),
  );
}
