import { z } from 'astro/zod';

/** What lights up in the figure while a line is spoken. */
const cue = z.strictObject({
  /** Words of the line with which it begins; it ends with the passage, or at the next cue. */
  at: z.string().min(1),
  /** `data-part` of a part of the chapter's figure, or `data-tensor` of a number, whose row lights up. */
  light: z.string().min(1),
});

/** What one speaker says in one go, written for the ear: no marks, and numbers in words. */
const line = z.strictObject({
  speaker: z.string(),
  text: z.string().min(1),
  /** Seconds of silence after the line, in which the listener can answer a question. */
  pause: z.number().positive().optional(),
  /** Id of the question of the answer key that the page asks in that pause. */
  ask: z.string().optional(),
  cues: z.array(cue).optional(),
});

/** The script of one episode, from which `tools/podcast` makes the audio. */
export const episodeSchema = z
  .strictObject({
    title: z.string(),
    summary: z.string(),
    published: z.coerce.date(),
    /** The synthetic voice of each speaker. */
    speakers: z.record(z.string(), z.string()),
    /** Phonemes of words that the voices would mispronounce. */
    pronounce: z.record(z.string(), z.string()).optional(),
    chapters: z
      .array(
        z.strictObject({
          /** Id of the essay's chapter on the same step, whose figure stands beside the words. */
          chapter: z.string(),
          /** Id of another figure in site/figures/Figure.astro that suits the words better. */
          figure: z.string().optional(),
          /** Id of the preset that the words are about; the first one where absent. */
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

/** Words that are spoken without a pause, in seconds from the beginning of the audio. */
const passage = z.strictObject({
  text: z.string().min(1),
  start: z.number().min(0),
  end: z.number().positive(),
});

/** The times of each line of an episode, written by `tools/podcast`: one list of passages for each line. */
export const timingsSchema = z.strictObject({
  /** Length of the audio in seconds. */
  duration: z.number().positive(),
  lines: z.array(z.array(passage).min(1)),
});

export type Episode = z.infer<typeof episodeSchema>;
export type Timings = z.infer<typeof timingsSchema>;
export type Passage = z.infer<typeof passage>;
