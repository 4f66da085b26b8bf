import { instant, z } from '../stored/schema.ts';

const id = z.string().min(1).max(100);

const chapterReadSchema = z.strictObject({
  id,
  opened: instant,
  /** When the reader reached the chapter's end. */
  finished: instant.optional(),
});

const noteReadSchema = z.strictObject({
  /** `note-3`, as in links to the note. */
  id,
  read: instant,
});

/** How sure a reader is of an answer before it is revealed, surest first. */
export const confidences = ['sure', 'think so', 'guess'] as const;
export type Confidence = (typeof confidences)[number];

const answerSchema = z.strictObject({
  /** Id of the question. */
  question: id,
  /** Index of the option, in the order of the answer key. */
  option: z.int().min(0).max(3),
  right: z.boolean(),
  /** Absent where the reader did not say. */
  confidence: z.enum(confidences).optional(),
  at: instant,
});
export type Answer = z.infer<typeof answerSchema>;

const practiceSchema = z.strictObject({
  /** In which way: about the reader's sentence, or a question of the key in own words. */
  way: z.enum(['sentence', 'own words']),
  /** The kind of question about a sentence, or the id of the key's question. */
  asked: id,
  right: z.boolean(),
  at: instant,
});
/** What became of a practice question. */
export type Practice = z.infer<typeof practiceSchema>;

export const progressVersion = 3;

/** What the reader has read and answered, oldest first. */
export interface Progress {
  readonly version: typeof progressVersion;
  readonly chapters: readonly z.infer<typeof chapterReadSchema>[];
  readonly notes: readonly z.infer<typeof noteReadSchema>[];
  readonly answers: readonly Answer[];
  readonly practice: readonly Practice[];
  /** When the reader last restarted the quiz; absent: never. */
  readonly quizBegun?: string | undefined;
}

export const noProgress: Progress = { version: progressVersion, chapters: [], notes: [], answers: [], practice: [] };

/** How each list of the progress is stored. */
export const itemSchemas = {
  chapters: chapterReadSchema,
  notes: noteReadSchema,
  answers: answerSchema,
  practice: practiceSchema,
} as const;

/** The latest answer to each question since the quiz was restarted. */
export function answersNow({ answers, quizBegun = '' }: Progress): Map<string, Answer> {
  const begun = Date.parse(quizBegun) || 0;
  return new Map(answers.filter(({ at }) => Date.parse(at) >= begun).map((answer) => [answer.question, answer]));
}
