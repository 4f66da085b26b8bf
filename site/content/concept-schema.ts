import { z } from 'astro/zod';

/** Prose with the marks of `lib/inline-text.ts`. */
const prose = z.string().min(1);

const note = z
  .strictObject({
    /** Its place among all study notes, from 1. */
    order: z.int().min(1),
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

const question = z.strictObject({
  /** Its place in the quiz, from 1. */
  number: z.int().min(1),
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

/** One concept of the mechanism: what the study notes say of it, what the quiz asks about it. */
export const conceptSchema = z.strictObject({
  title: z.string(),
  /** Its place in the mechanism, from 1. */
  order: z.int().min(1),
  notes: z.array(note),
  /** What the study notes leave out, and a reader needs. */
  leftOut: z.array(z.strictObject({ title: z.string(), text: prose })),
  questions: z.array(question),
});

export type Concept = z.infer<typeof conceptSchema>;
export type Note = z.infer<typeof note>;
export type Question = z.infer<typeof question>;
