import type { Episode, Passage, Timings } from '../content/podcast-schema.ts';

/** A line of the script with its times in the audio, in seconds. */
export interface SpokenLine {
  readonly speaker: string;
  readonly start: number;
  readonly passages: readonly Passage[];
}

export interface SpokenChapter {
  /** Id of the essay's chapter, which is also that of its figure. */
  readonly id: string;
  readonly title: string;
  readonly start: number;
  readonly lines: readonly SpokenLine[];
}

/** The script of an episode with its times, in seconds from the beginning. */
export interface SpokenEpisode {
  readonly id: string;
  readonly title: string;
  readonly duration: number;
  readonly chapters: readonly SpokenChapter[];
}

interface Entry<Data> {
  readonly id: string;
  readonly data: Data;
}

/** Joins the script and its timings. @throws Error where the audio says something else than the script */
export function spokenEpisode(
  { id, data: { title, chapters } }: Entry<Episode>,
  { data: timings }: Pick<Entry<Timings>, 'data'>,
  titleOf: (chapter: string) => string,
): SpokenEpisode {
  const heard = timings.lines.values();
  const spoken = chapters.map(({ chapter, lines }, index) => {
    const heardLines = lines.map(({ speaker, text }) => spokenLine(id, speaker, text, heard.next().value));
    const start = index === 0 ? 0 : heardLines[0]!.start;
    return { id: chapter, title: titleOf(chapter), start, lines: heardLines };
  });
  const left = [...heard].length;
  if (left > 0) throw new Error(`${id}: expected as many lines as the script has, found ${left} more in the audio`);
  return { id, title, duration: timings.duration, chapters: spoken };
}

function spokenLine(id: string, speaker: string, text: string, passages: readonly Passage[] | undefined): SpokenLine {
  const said = passages?.map((passage) => passage.text).join(' ');
  if (!passages || said !== text.trim()) {
    throw new Error(`${id}: expected the audio to say "${text}", found "${said}"; render it again with tools/podcast`);
  }
  return { speaker, start: passages[0]!.start, passages };
}

/** The last part that has begun by `time`; the first where none has. */
export function lastBegun<Part extends { readonly start: number }>(parts: readonly Part[], time: number): Part {
  return parts.findLast(({ start }) => start <= time) ?? parts[0]!;
}

/** A time as on a clock: 83 is 1:23. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** A time in words, for screen readers: 83 is "1 minute 23 seconds". */
export function clockInWords(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [count(Math.floor(whole / 60), 'minute'), count(whole % 60, 'second')];
  return parts.filter((part) => !part.startsWith('0 ')).join(' ') || '0 seconds';
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
