import { z } from 'astro/zod';
import { withPercentSigns } from '../prose/percent-signs.ts';

/** One word of the site, and what is meant by it. */
const termSchema = z.strictObject({
  /** Its place on the page of the glossary; links lead there, so it must never change. */
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  term: z.string().min(1),
  /** The forms in which chapters use it, the longer first. Empty: it is nowhere marked. */
  words: z.array(z.string().min(1)),
  /** Chapters in which these words have another sense. */
  notIn: z.array(z.string()).default([]),
  /** Id of the chapter that explains it. */
  chapter: z.string(),
  /** One to three sentences, with the marks of `prose/inline-text.ts`. */
  means: z.string().min(1).max(260).transform(withPercentSigns),
  /** TeX. */
  formula: z.string().optional(),
  /** Of its numbers for a text of n tokens, as the reference of the API writes shapes. */
  shape: z
    .string()
    .regex(/^\[.+\]$/)
    .optional(),
  /** Name of the tensor in /v1/trace, without its layer. */
  api: z.string().optional(),
  /** Names in the library transformers. */
  huggingFace: z.array(z.string()).default([]),
  /** What else it is called. */
  also: z.array(z.string()).default([]),
});

export const glossarySchema = z.array(termSchema);
export type Term = z.infer<typeof termSchema>;
