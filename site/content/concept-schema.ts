import { z } from 'astro/zod';
import { headCount, layerCount } from '../model/reader-place.ts';
import { withPercentSigns } from '../prose/percent-signs.ts';

/** Prose with the marks of `prose/inline-text.ts`, of so many characters at most. */
const proseWithin = (most: number) => z.string().min(1).max(most).transform(withPercentSigns);
const prose = proseWithin(Number.POSITIVE_INFINITY);

const index = z.int().min(0);

/**
 * A live figure in one state, with 0-based layers, heads and tokens. A value that an item leaves out comes from its
 * concept; a value that the concept leaves out comes from the preset.
 */
const figure = z.strictObject({
  /** Id of a chapter; that of the concept where absent. */
  chapter: z.string().optional(),
  /** Id of a preset; otherwise `text` is the sentence. */
  preset: z.string().optional(),
  text: z.string().min(1).optional(),
  layer: index.max(layerCount - 1).optional(),
  head: index.max(headCount - 1).optional(),
  token: index.optional(),
});

const note = z
  .strictObject({
    /** The note's position among all study notes, from 1. */
    order: z.int().min(1),
    /** The figure that shows it. */
    figure: figure.optional(),
    /** The statement in the words of the study notes. */
    statement: prose,
    /** Absent where the statement is right. */
    verdict: z.enum(['wrong', 'imprecise']).optional(),
    /** The statement as it should be. */
    corrected: prose.optional(),
    text: prose,
    /** Where the statement stops being true. */
    caution: prose.optional(),
  })
  .refine(({ verdict, corrected }) => (verdict === undefined) === (corrected === undefined), {
    error: 'a note has a verdict and a correction, or neither',
  });

/** An id that must never change, because readers' answers and schedules are stored under it, and links lead to it. */
const stableId = z.string().regex(/^[a-z]+(-[a-z]+)+$/);

const option = z.union([
  z.strictObject({ text: prose, right: z.literal(true) }),
  z.strictObject({
    text: prose,
    /** Why the wrong answer is tempting, and what is right instead. */
    why: prose,
    /** Id of the pair of which a reader who picks it takes one for the other; absent where it is another mistake. */
    confuses: stableId.optional(),
  }),
]);

/** The fields that quiz questions and follow-up questions share. */
const asked = z.strictObject({
  /** Id of the concept's card whose answer would have answered the question; it comes back when the question is missed. */
  card: stableId.optional(),
  /** The figure that shows the answer. */
  figure: figure.optional(),
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

const question = asked.extend({
  id: stableId,
  /** Sorts the quiz: 13.5 comes between 13 and 14. The question's number is its position in that order. */
  order: z.number().positive(),
});

/** A question for readers who missed another one of the concept. */
const followUp = asked.extend({ id: stableId });

/** A flashcard: one question with one short answer. */
const card = z.strictObject({
  id: stableId,
  /** The figure that shows the answer. */
  figure: figure.optional(),
  front: proseWithin(160),
  back: proseWithin(160),
  /** Name of the drawing in `study/diagrams` that shows the answer; absent where none does. */
  diagram: z.string().optional(),
});

/** A card that covers a part of one of the site's drawings; its front says in words what stands around the cover. */
const coveredCard = card.extend({
  diagram: z.string(),
  /** Name of its part. */
  part: z.string(),
});

/** One concept of the mechanism, with its study notes, its questions and its cards. */
export const conceptSchema = z
  .strictObject({
    title: z.string(),
    /** The concept's position in the mechanism, from 1. */
    order: z.int().min(1),
    /** What there is once it is done, in a few words. */
    gives: proseWithin(32),
    /** Ids of the concepts that it stands on: each has to be understood before. */
    needs: z.array(z.string()),
    /** The state in which the concept's figure opens. */
    figure,
    notes: z.array(note),
    /** Facts that a reader needs and the study notes leave out. */
    leftOut: z.array(z.strictObject({ title: z.string(), text: prose })),
    questions: z.array(question),
    followUps: z.array(followUp),
    cards: z.array(card),
    covered: z.array(coveredCard).default([]),
    /** Cards that tell two things apart, shown to readers who have taken one for the other. */
    pairs: z.array(card).default([]),
  })
  .refine(
    ({ questions, followUps, cards }) => {
      const ids = new Set(cards.map(({ id }) => id));
      return [...questions, ...followUps].every((one) => one.card === undefined || ids.has(one.card));
    },
    { error: "a question's card is a card of its concept" },
  );

export type Concept = z.infer<typeof conceptSchema>;
export type FigureState = z.infer<typeof figure>;
export type Note = z.infer<typeof note>;
export type Asked = z.infer<typeof asked>;
export type Question = z.infer<typeof question>;
export type FollowUp = z.infer<typeof followUp>;
export type Card = z.infer<typeof card>;
export type CoveredCard = z.infer<typeof coveredCard>;
