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

/** A part of a figure that lights up for some seconds. */
export interface Cue {
  readonly start: number;
  readonly end: number;
  /** A part of the figure, or a number of it. */
  readonly light: string;
}

/** A question to the listener. */
export interface SpokenQuestion {
  /** Id of a question of the answer key. */
  readonly id: string;
  /** When the voice begins to ask. */
  readonly start: number;
  /** When the question has been asked. */
  readonly asked: number;
  /** When its answer begins. */
  readonly told: number;
}

/** The script of an episode with its times, in seconds from the beginning. */
export interface SpokenEpisode {
  readonly id: string;
  readonly title: string;
  readonly duration: number;
  readonly chapters: readonly SpokenChapter[];
  readonly cues: readonly Cue[];
  readonly questions: readonly SpokenQuestion[];
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
  const written = chapters.flatMap(({ lines }) => lines);
  const lines = spoken.flatMap((chapter) => chapter.lines);
  const questions = written.flatMap(({ ask }, index) => (ask ? [askedBy(ask, lines[index]!, lines[index + 1])] : []));
  const cues = written.flatMap(({ cues = [] }, index) => cuesOf(id, cues, lines[index]!));
  return {
    id,
    title,
    duration: timings.duration,
    chapters: spoken,
    // What was pointed at before goes out when the voice begins to ask.
    cues: cues.map((cue) => {
      const asking = questions.find(({ start }) => cue.start < start && start < cue.end);
      return asking ? { ...cue, end: asking.start } : cue;
    }),
    questions,
  };
}

/** When the sign at `index` of a passage's text is spoken: about as far into the passage as it is written. */
function momentOf({ text, start, end }: Passage, index: number): number {
  return start + ((end - start) * index) / text.length;
}

function cuesOf(id: string, cues: readonly { at: string; light: string }[], { passages }: SpokenLine): Cue[] {
  const begun = cues.map(({ at, light }) => {
    const passage = passages.find(({ text }) => text.includes(at));
    if (!passage) throw new Error(`${id}: expected the words "${at}" of a cue in one passage of its line, found none`);
    return { start: momentOf(passage, passage.text.indexOf(at)), end: passage.end, light };
  });
  return begun.map((cue, index) => ({ ...cue, end: Math.min(cue.end, begun[index + 1]?.start ?? cue.end) }));
}

function askedBy(id: string, { passages }: SpokenLine, answer: SpokenLine | undefined): SpokenQuestion {
  const passage = passages.at(-1)!;
  const start = momentOf(passage, passage.text.search(/[^.?!]*[?]$/));
  return { id, start, asked: passage.end, told: answer?.start ?? passage.end };
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

/** The cue that holds at `time`. */
export function cueAt({ cues }: Pick<SpokenEpisode, 'cues'>, time: number): Cue | undefined {
  return cues.find(({ start, end }) => start <= time && time < end);
}

/** Seconds for which a question stays on the page after the voice has given its answer. */
const stays = 20;

/** The question on the page at `time`, of those that were asked from `since` on. */
export function questionAt(
  { questions }: Pick<SpokenEpisode, 'questions'>,
  time: number,
  since = 0,
): SpokenQuestion | undefined {
  return questions.findLast(({ start, asked, told }) => asked >= since && start <= time && time < told + stays);
}

/** The question that was asked between two moments and whose answer waits, if there is one. */
export function askedWithin(
  { questions }: Pick<SpokenEpisode, 'questions'>,
  from: number,
  to: number,
): SpokenQuestion | undefined {
  return questions.find(({ asked, told }) => from < asked && asked <= to && to < told);
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
