import { z } from 'zod';
import { boundedList } from '../../bounded-list.ts';
import { text, vocabularyEntry } from '../../fields/text.ts';
import { checkTexts, texts } from '../../fields/text-list.ts';
import { limits } from '../../limits.ts';
import { optional } from '../../optional.ts';
import { endOfText, noPrompt } from '../fields.ts';

// Hugging Face's inference requests and answers, of the task types in @huggingface/tasks 0.21:
// https://github.com/huggingface/huggingface.js/tree/main/packages/tasks/src/tasks
// Clients put some options beside `inputs` and some into `parameters`; here both places do. Unknown ones are ignored.

/** The tasks that the models have. */
export const inferenceTasks = ['feature-extraction', 'sentence-similarity', 'fill-mask'] as const;
export type InferenceTask = (typeof inferenceTasks)[number];

const similarityInputs = z
  .object({
    source_sentence: text.meta({ minLength: 1, description: 'Compared with each.', examples: ['A cat sat.'] }),
    sentences: z
      .array(z.string().min(1))
      .min(1)
      .max(limits.texts)
      .meta({ description: 'Up to 2,048.', examples: [['A dog ran.', 'It rained.']] }),
  })
  .meta({ description: 'Sentences to compare.' });

const inputs = z
  .preprocess(
    (value, context) => (isObject(value) ? value : checkTexts(value, context, 'empty_text')),
    z.union([texts, similarityInputs], {
      error: 'expected a text, an array of texts, or source_sentence with sentences, found something else',
    }),
  )
  .meta({
    description: 'One text or several; for sentence similarity the sentences.',
    examples: ['Paris is the [MASK] of France.'],
  });

const options = {
  truncate: optional(z.boolean(), { description: 'Read the first 512 tokens of a longer text.', examples: [true] }),
  truncation_direction: endOfText,
  prompt_name: noPrompt,
  normalize: optional(z.boolean(), {
    description:
      'Of feature extraction: scale each vector to length 1. `true` where absent, `false` for token vectors.',
    examples: [true],
  }),
  dimensions: optional(z.int().min(1).meta({ maximum: 768 }), {
    description: 'Of feature extraction: keep the first so many numbers of each vector.',
    examples: [4],
  }),
  top_k: optional(z.int().min(1).max(limits.candidates), {
    description: 'Of masked words: how many for each [MASK]. 5 where absent.',
    examples: [3],
  }),
  targets: optional(boundedList(vocabularyEntry, limits.candidates), {
    description: 'Of masked words: score these words of the vocabulary only.',
    examples: [['capital', 'heart']],
  }),
};

export const inferenceRequest = z
  .object({
    inputs,
    parameters: optional(z.object(options), { description: 'Options of the task.', examples: [{ top_k: 3 }] }),
    ...options,
  })
  .meta({
    id: 'InferenceRequest',
    description: 'What is asked.',
    examples: [{ inputs: 'Paris is the [MASK] of France.', parameters: { top_k: 3 } }],
  });

const filled = z
  .object({
    score: z.number().meta({ description: 'Its probability.', minimum: 0, maximum: 1, examples: [0.997] }),
    token: z.int().meta({ description: 'Row of the vocabulary.', minimum: 0, examples: [3007] }),
    token_str: z.string().meta({ description: 'As the vocabulary spells it.', examples: ['capital'] }),
    sequence: z.string().meta({ description: 'The text with it.', examples: ['paris is the capital of france.'] }),
  })
  .meta({ description: 'A word for a [MASK].' });

const vector = z.array(z.number());
const words = z.array(filled);

export const inferenceResponse = z
  .union([
    vector.meta({ description: 'The vector of a text, or the cosine of each sentence.' }),
    z.array(vector).meta({ description: 'A vector for each text.' }),
    z.array(z.array(vector)).meta({ description: 'For each text the vector of each token.' }),
    words.meta({ description: 'Words for the [MASK] of a text, best first.' }),
    z.array(words).meta({ description: 'The same for each [MASK], or for each text.' }),
    z.array(z.array(words)).meta({ description: 'The same for each [MASK] of each text.' }),
  ])
  .meta({ id: 'InferenceResponse', description: 'What the task gives.' });

export const inferenceErrorResponse = z
  .object({
    error: z.string().meta({
      description: 'What was expected, what was found, what to do.',
      examples: ['inputs[0]: expected at most 512 tokens, found 602.'],
    }),
  })
  .meta({ id: 'InferenceErrorResponse', description: 'An error in the shape of Hugging Face inference.' });

export type InferenceRequest = z.output<typeof inferenceRequest>;
/** The options of a request, wherever they stand. */
export type InferenceOptions = Omit<InferenceRequest, 'inputs' | 'parameters'>;

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
