import { z } from 'astro/zod';

/** One chapter of the essay: a step of the mechanism. */
export const chapterSchema = z.strictObject({
  title: z.string(),
  /** Its place in the essay, from 1; places of chapters to come are left free. */
  order: z.int().min(1),
  /** The concept whose notes and questions belong to it. */
  concept: z.string(),
  /** One sentence, for lists and search results. */
  summary: z.string(),
  /** The file that does this step, below `shared/`. */
  file: z.string().regex(/^\w[\w/-]*\.ts$/),
  /** The function in it that is the heart of the step: what the chapter prints of the file. */
  function: z.string().regex(/^\w+$/),
});
