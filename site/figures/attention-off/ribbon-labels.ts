import { type AttentionOffView, type FollowedWord, settings } from './attention-off.ts';
import { type Band, bandsAt, centre, height, width } from './word-bands.ts';

/** A word written on its ribbon. */
export interface RibbonLabel {
  readonly word: number;
  readonly on: number;
  /** Middle of the word, 0..1 of the drawing's width and height. */
  readonly x: number;
  readonly y: number;
}

/** The size of a drawing and of the letters in it, in CSS pixels. */
export interface LabelRoom {
  readonly width: number;
  readonly height: number;
  readonly letter: number;
  readonly line: number;
}

export const wideRoom: LabelRoom = { width: 820, height: 380, letter: 7.6, line: 15 };
export const narrowRoom: LabelRoom = { width: 310, height: 180, letter: 7, line: 13 };

/** Least number of columns between two labels of one word. */
const apart = 3;

/** Labels where a word's band is high enough, the highest first, without overlaps. */
export function ribbonLabels({ words }: AttentionOffView, room: LabelRoom): RibbonLabel[] {
  const columns = settings.map((on) => bandsAt(words, on));
  const places = columns.flatMap((bands, on) => bands.flatMap((band, word) => (band ? [{ word, on, band }] : [])));
  const size = ({ band }: { band: Band }) => band.bottom - band.top;
  const kept: RibbonLabel[] = [];
  for (const { word, on, band } of places.sort((a, b) => size(b) - size(a))) {
    if ((size({ band }) / height) * room.height < room.line) break;
    const half = halfWidth(words[word]!, room);
    const x = Math.min(1 - half, Math.max(half, centre(on) / width));
    const label = { word, on, x, y: (band.top + band.bottom) / 2 / height };
    // Only the whole model's word has a colour that is legible on its own ribbon alone, so it must not stick out.
    if (word === 0 && !isOnRibbon(label, half, columns)) continue;
    if (!kept.some((other) => isTooNear(label, other, words, room))) kept.push(label);
  }
  return kept;
}

/** Half of a word's width, 0..1 of the drawing's. */
const halfWidth = ({ token }: FollowedWord, { letter, width: pixels }: LabelRoom) =>
  (token.length * letter) / 2 / pixels;

/** Whether the word's own band goes through the label's middle in every column that the label reaches into. */
function isOnRibbon({ word, x, y }: RibbonLabel, half: number, columns: readonly (Band | undefined)[][]): boolean {
  const columnAt = (at: number) => Math.min(settings.length - 1, Math.max(0, Math.floor(at * settings.length)));
  return columns.slice(columnAt(x - half), columnAt(x + half) + 1).every((bands) => {
    const band = bands[word];
    return band !== undefined && band.top <= y * height && y * height <= band.bottom;
  });
}

function isTooNear(a: RibbonLabel, b: RibbonLabel, words: readonly FollowedWord[], room: LabelRoom): boolean {
  if (a.word === b.word && Math.abs(a.on - b.on) < apart) return true;
  const halves = halfWidth(words[a.word]!, room) + halfWidth(words[b.word]!, room) + 4 / room.width;
  return Math.abs(a.x - b.x) < halves && Math.abs(a.y - b.y) * room.height < room.line;
}
