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

/** Names of the fields of a link. */
const fieldNames = ['sentence', 'second', 'chapters', 'questions', 'seed'] as const;

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
  const lesson = readDraft(fragment, known);
  const { sentence, chapters, questions } = lesson;
  return sentence.trim() && chapters.length + questions.length > 0 ? lesson : undefined;
}

/** The same where it may still be without a sentence, a chapter or a question. */
export function readDraft(fragment: string, known: Known): Lesson {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  return {
    sentence: (fields.get('sentence') ?? '').slice(0, longestSentence),
    second: (fields.get('second') ?? '').slice(0, longestSentence),
    chapters: listed(fields.get('chapters'), known.chapters),
    questions: listed(fields.get('questions'), known.questions),
    seed: (fields.get('seed') ?? '').slice(0, longestSeed),
  };
}

/**
 * How many parts of a link this site does not know: ids of chapters and questions, the empty id of a link that ends with
 * a dot, and a last field of which only the beginning of its name is left. 0 for a link that `writeLesson` made here.
 */
export function countUnknown(fragment: string, known: Known): number {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const last = [...fields.keys()].at(-1) ?? '';
  const isCut = fields.has('sentence') && fieldNames.some((name) => name !== last && name.startsWith(last));
  const unknown = [
    ...unknownIds(fields.get('chapters'), known.chapters),
    ...unknownIds(fields.get('questions'), known.questions),
  ];
  return unknown.length + (isCut ? 1 : 0);
}

/** Whether the fragment is a lesson's, also where nothing of it can be read: it has a list of chapters or of questions. */
export function isMeantAsLesson(fragment: string): boolean {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  return fields.has('chapters') || fields.has('questions');
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
  return idsIn(field).filter((id) => known.includes(id));
}

function unknownIds(field: string | null, known: readonly string[]): string[] {
  return idsIn(field).filter((id) => !known.includes(id));
}

/** Each once, as a field of a link lists them. */
const idsIn = (field: string | null) => [...new Set(field?.split('.'))];
