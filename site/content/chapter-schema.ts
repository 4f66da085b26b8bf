import { z } from 'astro/zod';

/** Prose with the marks of `prose/inline-text.ts`. */
const prose = z.string().min(1);

/** One chapter of the essay: a step of the mechanism, or the question before the first. */
export const chapterSchema = z.strictObject({
  title: z.string(),
  /** Its number: 0 for the question that all the others answer, from 1 for the steps, without a gap. */
  order: z.int().min(0),
  /** The concept whose notes and questions belong to it. */
  concept: z.string(),
  /** What a reader may ask; the chapter opens with it. */
  question: z.string().endsWith('?'),
  /** One sentence, for lists and search results. */
  summary: z.string(),
  /** Whether it is on the short way through the essay. */
  short: z.boolean().default(false),
  /** What the reader can say at the end of it. */
  say: z.array(prose.max(160)).length(3),
  /** The figure that stands above the text, by its name in `figures/Figure.astro`. */
  hero: z.string().optional(),
  /** What is printed of the code; absent where the chapter is no step. */
  step: z
    .strictObject({
      /** The file that does this step, below `shared/`. */
      file: z.string().regex(/^\w[\w/-]*\.ts$/),
      /** The function in it that is the heart of the step. */
      function: z.string().regex(/^\w+$/),
    })
    .optional(),
});
