import { idNow } from '../former-ids.ts';
import { instant, z } from '../stored/schema.ts';
import { type Migration, migrate, nameOf, type ReadValue, readItems, withoutRepeats } from '../stored/stored-value.ts';

const id = z.string().min(1).max(100);

const chapterReadSchema = z.strictObject({
  id,
  opened: instant,
  /** When the reader reached the chapter's end. */
  finished: instant.optional(),
});

const answerSchema = z.strictObject({
  /** Id of the question. */
  question: id,
  /** Index of the option, in the order of the answer key. */
  option: z.int().min(0).max(3),
  right: z.boolean(),
  at: instant,
});
export type Answer = z.infer<typeof answerSchema>;

export const progressVersion = 2;

/** What the reader has read and answered, oldest first. */
export interface Progress {
  readonly version: typeof progressVersion;
  readonly chapters: readonly z.infer<typeof chapterReadSchema>[];
  readonly answers: readonly Answer[];
  /** When the reader last restarted the quiz; absent: never. */
  readonly quizBegun?: string | undefined;
}

export const noProgress: Progress = { version: progressVersion, chapters: [], answers: [] };

/** One entry for each version before the current one. */
const migrations: readonly Migration[] = [underIds];

/** Version 1 stored answers under the numbers of the questions; version 2 stores them under their ids. */
function underIds(stored: Record<string, unknown>): Record<string, unknown> {
  const { answers } = stored;
  return Array.isArray(answers) ? { ...stored, answers: answers.map(answerUnderId) } : stored;
}

function answerUnderId(answer: unknown): unknown {
  const isNamed = typeof answer === 'object' && answer !== null && 'question' in answer;
  if (!isNamed || typeof answer.question !== 'string') return answer;
  return { ...answer, question: idNow(answer.question) };
}

/** Progress that was stored or exported by this version of the site or an earlier one. @throws StoredByLaterVersion */
export function readProgress(stored: unknown): ReadValue<Progress> {
  if (stored === undefined) return { value: noProgress, rejected: [] };
  const found = migrate('progress', stored, migrations);
  if (!found) {
    const reason = `progress: expected progress with its version, found ${nameOf(stored)}`;
    return { value: noProgress, rejected: [{ value: stored, reason }] };
  }
  const chapters = withoutRepeats(
    'chapters',
    readItems('chapters', found.chapters, chapterReadSchema),
    (one) => one.id,
  );
  const answers = readItems('answers', found.answers, answerSchema);
  const begun = instant.safeParse(found.quizBegun);
  const isBroken = found.quizBegun !== undefined && !begun.success;
  return {
    value: {
      version: progressVersion,
      chapters: chapters.value,
      answers: answers.value,
      ...(begun.success && { quizBegun: begun.data }),
    },
    rejected: [...chapters.rejected, ...answers.rejected, ...(isBroken ? [brokenBegin(found.quizBegun)] : [])],
  };
}

const brokenBegin = (value: unknown) => ({ value, reason: 'quizBegun: expected a moment' });

/** Records that a chapter was opened, the first time only. */
export function openChapter(progress: Progress, chapter: string, now: Date): Progress {
  if (progress.chapters.some(({ id }) => id === chapter)) return progress;
  return { ...progress, chapters: [...progress.chapters, { id: chapter, opened: now.toISOString() }] };
}

/** Records that a chapter's end was reached, the first time only. */
export function finishChapter(progress: Progress, chapter: string, now: Date): Progress {
  const { chapters, ...rest } = openChapter(progress, chapter, now);
  return {
    ...rest,
    chapters: chapters.map((one) => (one.id === chapter ? { finished: now.toISOString(), ...one } : one)),
  };
}

/** Adds an answer, dated after the last restart of the quiz. */
export function recordAnswer(progress: Progress, answer: Omit<Answer, 'at'>, now: Date): Progress {
  const at = notBefore(now, progress.quizBegun);
  return { ...progress, answers: [...progress.answers, { ...answer, at }] };
}

/** Restarts the quiz: every question counts as unanswered, and earlier answers stay on record. */
export function beginQuiz(progress: Progress, now: Date): Progress {
  const latest = progress.answers.reduce((last, { at }) => Math.max(last, Date.parse(at) + 1), 0);
  return { ...progress, quizBegun: notBefore(now, latest ? new Date(latest).toISOString() : undefined) };
}

/** Keeps records in order where a clock, here or on another device, was ahead. */
function notBefore(now: Date, earlier: string | undefined): string {
  return earlier && Date.parse(earlier) > now.getTime() ? earlier : now.toISOString();
}

/** The latest answer to each question since the quiz was restarted. */
export function answersNow({ answers, quizBegun = '' }: Progress): Map<string, Answer> {
  const begun = Date.parse(quizBegun) || 0;
  return new Map(answers.filter(({ at }) => Date.parse(at) >= begun).map((answer) => [answer.question, answer]));
}

/** Merges the chapters and answers of two records. Merging the same record again changes nothing. */
export function mergeProgress(mine: Progress, other: Progress): Progress {
  const chapters = new Map(mine.chapters.map((one) => [one.id, one]));
  for (const one of other.chapters) {
    const known = chapters.get(one.id);
    chapters.set(one.id, known ? { ...one, ...known } : one);
  }
  const name = ({ question, at }: Answer) => `${at} ${question}`;
  const known = new Set(mine.answers.map(name));
  const added = other.answers.filter((answer) => !known.has(name(answer)));
  return {
    ...other,
    ...mine,
    chapters: [...chapters.values()],
    answers: added.length
      ? [...mine.answers, ...added].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
      : mine.answers,
  };
}
