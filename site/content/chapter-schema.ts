import { z } from 'astro/zod';

/** Prose with the marks of `prose/inline-text.ts`. */
const prose = z.string().min(1);

const sentence = prose.endsWith('.');

/** The chapter's step taken away, in words; how it is done is in `figures/take-it-away/experiments.ts`. */
const experimentWords = z.strictObject({
  title: prose,
  question: prose.endsWith('?'),
  /** What the token is to which the reader points, where the reader chooses one. */
  token: prose.optional(),
  /** The ways of taking it away, in the order of the experiment's changes. */
  choices: z
    .array(
      z.strictObject({
        /** What stands over the changed guesses. */
        name: prose,
        /** What exactly is changed. */
        note: sentence,
        /** What follows where the guess stays as it was. */
        ifSame: sentence.optional(),
      }),
    )
    .min(1),
});
export type ExperimentWords = z.output<typeof experimentWords>;

/** One chapter of the essay: a step of the mechanism, or the question before the first. */
export const chapterSchema = z.strictObject({
  title: z.string(),
  /** The chapter's number: 0 for the question that all the others answer, then the steps from 1, without a gap. */
  order: z.int().min(0),
  /** Id of the concept whose notes and questions belong to the chapter. */
  concept: z.string(),
  /** A question that a reader may have; the chapter opens with it. */
  question: z.string().endsWith('?'),
  /** One sentence, for lists and search results. */
  summary: z.string(),
  /** Whether the chapter belongs to the short way through the essay. */
  short: z.boolean().default(false),
  /** What stands before the text for who has chosen so: everyday words without a formula, or shapes and the API's names. */
  openings: z.strictObject({ school: prose.max(420), engineer: prose.max(420) }),
  /** Three things that the reader can say at the chapter's end. */
  say: z.array(prose.max(160)).length(3),
  away: experimentWords,
  /** The figure that stands above the text, by its name in `figures/Figure.astro`. */
  hero: z.string().optional(),
  /** The code that is printed; absent where the chapter is no step. */
  step: z
    .strictObject({
      /** The file of this step, below `shared/`. */
      file: z.string().regex(/^\w[\w/-]*\.ts$/),
      /** The function at the heart of the step. */
      function: z.string().regex(/^\w+$/),
    })
    .optional(),
});
export type Chapter = z.output<typeof chapterSchema>;
