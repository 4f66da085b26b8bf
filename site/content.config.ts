import { defineCollection, reference } from 'astro:content';
import { glob } from 'astro/loaders';
import { chapterSchema } from './content/chapter-schema.ts';
import { conceptSchema } from './content/concept-schema.ts';
import { episodeSchema, timingsSchema } from './content/podcast-schema.ts';

/** The answer key: one file for each concept, from which the study notes and the quiz are made, with bound percent signs. */
const concepts = defineCollection({
  loader: glob({ pattern: '*.yaml', base: './site/content/concepts' }),
  schema: conceptSchema,
});

/** The essay: one file for each step of the mechanism, with prose around its figures. */
const chapters = defineCollection({
  loader: glob({ pattern: '*.mdx', base: './site/content/chapters' }),
  schema: chapterSchema.extend({ concept: reference('concepts') }),
});

/** The podcast: the script of each episode. */
const episodes = defineCollection({
  loader: glob({ pattern: '*.yaml', base: './site/content/podcast' }),
  schema: episodeSchema,
});

/** The times of each episode's lines, under the episode's id. */
const timings = defineCollection({
  loader: glob({ pattern: '*.json', base: './site/content/podcast' }),
  schema: timingsSchema,
});

export const collections = { concepts, chapters, episodes, timings };
