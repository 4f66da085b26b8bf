import { defineCollection, reference } from 'astro:content';
import { glob } from 'astro/loaders';
import { chapterSchema } from './content/chapter-schema.ts';
import { conceptSchema } from './content/concept-schema.ts';
import { episodeSchema, timingsSchema } from './content/podcast-schema.ts';

/** The answer key: one file per concept, from which notes and quiz are both made. */
const concepts = defineCollection({
  loader: glob({ pattern: '*.yaml', base: './site/content/concepts' }),
  schema: conceptSchema,
});

/** The essay: one file per step of the mechanism, prose around one figure. */
const chapters = defineCollection({
  loader: glob({ pattern: '*.mdx', base: './site/content/chapters' }),
  schema: chapterSchema.extend({ concept: reference('concepts') }),
});

/** The podcast: what is said in each episode. */
const episodes = defineCollection({
  loader: glob({ pattern: '*.yaml', base: './site/content/podcast' }),
  schema: episodeSchema,
});

/** When it is said, under the same ids. */
const timings = defineCollection({
  loader: glob({ pattern: '*.json', base: './site/content/podcast' }),
  schema: timingsSchema,
});

export const collections = { concepts, chapters, episodes, timings };
