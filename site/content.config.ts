import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { conceptSchema } from './content/concept-schema.ts';

/** The answer key: one file per concept, from which notes and quiz are both made. */
const concepts = defineCollection({
  loader: glob({ pattern: '*.yaml', base: './site/content/concepts' }),
  schema: conceptSchema,
});

export const collections = { concepts };
