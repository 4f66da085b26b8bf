import { z } from 'astro/zod';

/** What one speaker says in one go, written for the ear: no marks, numbers in words. */
const line = z.strictObject({
  speaker: z.string(),
  text: z.string().min(1),
  /** Seconds of silence after it: time to answer a question. */
  pause: z.number().positive().optional(),
});

/** One episode of the podcast, as it is read out; `tools/podcast` makes the audio of it. */
export const episodeSchema = z
  .strictObject({
    title: z.string(),
    summary: z.string(),
    published: z.coerce.date(),
    /** The synthetic voice of each speaker. */
    speakers: z.record(z.string(), z.string()),
    /** Phonemes of words that the voices would say wrong. */
    pronounce: z.record(z.string(), z.string()).optional(),
    chapters: z
      .array(
        z.strictObject({
          /** The chapter of the essay whose step it tells, and whose figure stands beside the words. */
          chapter: z.string(),
          /** Another figure that shows better what is said, by its id in site/figures/Figure.astro. */
          figure: z.string().optional(),
          /** The preset that is spoken of, where it is not the first. */
          preset: z.string().optional(),
          lines: z.array(line).min(1),
        }),
      )
      .min(1),
  })
  .refine(
    ({ speakers, chapters }) => chapters.every(({ lines }) => lines.every(({ speaker }) => speaker in speakers)),
    {
      error: 'every line has a speaker that is listed under speakers',
    },
  );

/** What is said without a break, in seconds from the beginning of the audio. */
const passage = z.strictObject({
  text: z.string().min(1),
  start: z.number().min(0),
  end: z.number().positive(),
});

/** When each line of an episode is heard: written by `tools/podcast`, one list of passages for each line. */
export const timingsSchema = z.strictObject({
  /** Of the whole audio, in seconds. */
  duration: z.number().positive(),
  lines: z.array(z.array(passage).min(1)),
});

export type Episode = z.infer<typeof episodeSchema>;
export type Timings = z.infer<typeof timingsSchema>;
export type Passage = z.infer<typeof passage>;
