import { z } from 'astro/zod';
import { headCount, layerCount } from '../model/reader-place.ts';

/** Prose with the marks of `lib/inline-text.ts`. */
const prose = z.string().min(1);

const index = z.int().min(0);

/**
 * A live figure in one state; layers, heads and tokens from 0. What an item leaves out is its concept's; what the
 * concept leaves out is the preset's.
 */
const figure = z.strictObject({
  /** Id of a chapter; the concept's own where it is not said. */
  chapter: z.string().optional(),
  /** Id of a preset; or else a text of its own. */
  preset: z.string().optional(),
  text: z.string().min(1).optional(),
  layer: index.max(layerCount - 1).optional(),
  head: index.max(headCount - 1).optional(),
  token: index.optional(),
});

const note = z
  .strictObject({
    /** Its place among all study notes, from 1. */
    order: z.int().min(1),
    /** Shows that it is so. */
    figure: figure.optional(),
    /** As the study notes say it. */
    statement: prose,
    /** Absent: the statement stands as it is. */
    verdict: z.enum(['wrong', 'imprecise']).optional(),
    /** What to say instead. */
    corrected: prose.optional(),
    text: prose,
    /** Where the statement stops being true. */
    caution: prose.optional(),
  })
  .refine(({ verdict, corrected }) => (verdict === undefined) === (corrected === undefined), {
    error: 'a note has a verdict and a correction, or neither',
  });

const option = z.union([
  z.strictObject({ text: prose, right: z.literal(true) }),
  /** Why the wrong answer tempts, and what is so instead. */
  z.strictObject({ text: prose, why: prose }),
]);

/** What questions of the quiz and those that follow have alike. */
const asked = z.strictObject({
  /** Shows the answer. */
  figure: figure.optional(),
  question: prose,
  options: z
    .array(option)
    .length(4)
    .refine((options) => options.filter((one) => 'right' in one).length === 1, {
      error: 'a question has exactly one right option',
    }),
  /** Why the right answer is right. */
  explanation: prose,
});

/** Stays the same for good: readers' answers and schedules are stored under it, and links lead to it. */
const stableId = z.string().regex(/^[a-z]+(-[a-z]+)+$/);

const question = asked.extend({
  id: stableId,
  /** Sorts the quiz; 13.5 stands between 13 and 14. Its number there is its position. */
  order: z.number().positive(),
});

/** Asked of those who missed a question of the concept. */
const followUp = asked.extend({ id: stableId });

/** A flashcard: one question that has one short answer. */
const card = z.strictObject({
  id: stableId,
  /** Shows the answer. */
  figure: figure.optional(),
  front: prose.max(160),
  back: prose.max(160),
});

/** One concept of the mechanism: what the study notes say of it, what the quiz asks about it. */
export const conceptSchema = z.strictObject({
  title: z.string(),
  /** Its place in the mechanism, from 1. */
  order: z.int().min(1),
  /** Where its figure opens. */
  figure,
  notes: z.array(note),
  /** What the study notes leave out, and a reader needs. */
  leftOut: z.array(z.strictObject({ title: z.string(), text: prose })),
  questions: z.array(question),
  followUps: z.array(followUp),
  cards: z.array(card),
});

export type Concept = z.infer<typeof conceptSchema>;
export type FigureState = z.infer<typeof figure>;
export type Note = z.infer<typeof note>;
export type Asked = z.infer<typeof asked>;
export type Question = z.infer<typeof question>;
export type FollowUp = z.infer<typeof followUp>;
export type Card = z.infer<typeof card>;
