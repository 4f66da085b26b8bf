import type { Answer, Practice, Progress } from './progress.ts';

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

/** Records that a note was read, the first time only. */
export function readNote(progress: Progress, note: string, now: Date): Progress {
  if (progress.notes.some(({ id }) => id === note)) return progress;
  return { ...progress, notes: [...progress.notes, { id: note, read: now.toISOString() }] };
}

/** Adds an answer, dated after the last restart of the quiz. */
export function recordAnswer(progress: Progress, answer: Omit<Answer, 'at'>, now: Date): Progress {
  const at = notBefore(now, progress.quizBegun);
  return { ...progress, answers: [...progress.answers, { ...answer, at }] };
}

/** Adds what became of a practice question. */
export function recordPractice(progress: Progress, practice: Omit<Practice, 'at'>, now: Date): Progress {
  return { ...progress, practice: [...progress.practice, { ...practice, at: now.toISOString() }] };
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
