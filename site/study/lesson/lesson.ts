/** What a teacher fixes for a class. All of it stands in the fragment of its link, which no server sees. */
export interface Lesson {
  readonly sentence: string;
  /** The second sentence of a pair; empty where there is one sentence. */
  readonly second: string;
  /** Ids of chapters, in the order of reading. */
  readonly chapters: readonly string[];
  /** Ids of questions of the quiz, each once. */
  readonly questions: readonly string[];
  /** Decides the order of the questions and of their options; empty for that of the answer key. */
  readonly seed: string;
}

/** Ids that this site has. */
export interface Known {
  readonly chapters: readonly string[];
  readonly questions: readonly string[];
}

/** Characters of a sentence; a longer one is no lesson's. */
export const longestSentence = 1000;
export const longestSeed = 32;

/**
 * The fragment of a lesson. The names of its fields are no other page's, so that nothing takes the sentence for the
 * reader's own: `#sentence=…&chapters=scores.softmax&questions=scores-pairwise&seed=k3x9qa`.
 */
export function writeLesson({ sentence, second, chapters, questions, seed }: Lesson): string {
  const fields = new URLSearchParams({ sentence });
  if (second) fields.set('second', second);
  if (chapters.length > 0) fields.set('chapters', chapters.join('.'));
  if (questions.length > 0) fields.set('questions', questions.join('.'));
  if (seed) fields.set('seed', seed);
  return `#${fields}`;
}

/**
 * The lesson of a fragment; what this site does not have, and what stands twice, is left out. Undefined where the
 * fragment names no sentence, or neither a chapter nor a question.
 */
export function readLesson(fragment: string, known: Known): Lesson | undefined {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const sentence = (fields.get('sentence') ?? '').slice(0, longestSentence);
  const chapters = listed(fields.get('chapters'), known.chapters);
  const questions = listed(fields.get('questions'), known.questions);
  if (!sentence.trim() || (chapters.length === 0 && questions.length === 0)) return undefined;
  const second = (fields.get('second') ?? '').slice(0, longestSentence);
  return { sentence, second, chapters, questions, seed: (fields.get('seed') ?? '').slice(0, longestSeed) };
}

/** Whether the fragment is that of who reads the results. */
export function isCheck(fragment: string): boolean {
  return /^#check(?:&|$)/.test(fragment);
}

/** The fragment under which the results of a lesson are read. */
export function checkOf(lesson: Lesson): string {
  return `#check&${writeLesson(lesson).slice(1)}`;
}

function listed(field: string | null, known: readonly string[]): string[] {
  return [...new Set(field?.split('.'))].filter((id) => known.includes(id));
}
