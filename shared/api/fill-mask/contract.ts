import { z } from 'zod';
import { batchInput } from '../batch/contract.ts';
import { uniqueList } from '../bounded-list.ts';
import { interventionFields, tokenIndex } from '../fields/intervention.ts';
import {
  answeringModel,
  byIds,
  expectOneSource,
  maskedWordModel,
  parisExample,
  sourceFields,
  tokens,
  truncate,
  truncated,
  usage,
  vocabularyEntry,
} from '../fields/text.ts';
import { limits } from '../limits.ts';
import { defaulted, optional } from '../optional.ts';

const hiddenState = z
  .int()
  .min(0)
  .meta({ maximum: 12, description: '0 (the input of the first layer) to 12 (the last output).' });

const fields = {
  top_k: defaulted(z.int().min(1).max(limits.candidates), 5, {
    description: 'How many candidates for each [MASK].',
    examples: [3],
  }),
  targets: optional(uniqueList(vocabularyEntry, limits.candidates), {
    description: 'Score these words of the vocabulary only, each once.',
    examples: [['capital', 'center']],
  }),
  positions: optional(uniqueList(tokenIndex, limits.tokensPerText), {
    description:
      'Tokens to read a word at, masked or not, each once, below the number of tokens. Every [MASK] where absent.',
    examples: [[4]],
  }),
  hidden_states: optional(uniqueList(hiddenState, 13), {
    description: `Which hidden states the masked-word head reads, each once, in the order asked; with positions at most ${limits.predictions} predictions. The last where absent; it was trained for that one alone. In the others it is a lens: a map fitted to foresee the last layer reads otherwise.`,
    examples: [[0, 6, 12]],
  }),
  ...interventionFields(9),
  truncate,
};

export const fillMaskRequest = z
  .strictObject({ model: maskedWordModel, ...sourceFields(parisExample), ...fields })
  .superRefine(expectOneSource)
  .meta({
    id: 'FillMaskRequest',
    description: 'What is asked.',
    examples: [{ text: 'Paris is the [MASK] of France.', top_k: 3 }, byIds(parisExample)],
  });

/** The same of many texts. */
export const fillMaskBatchRequest = z.strictObject({ model: maskedWordModel, input: batchInput, ...fields }).meta({
  id: 'FillMaskBatchRequest',
  description: 'What is asked of many texts.',
  examples: [{ input: ['Paris is the [MASK] of France.', 'Rome is the [MASK] of Italy.'], top_k: 3 }],
});

const candidate = z.object({
  token: z.string().meta({ description: 'As the vocabulary spells it.', examples: ['capital'] }),
  id: z.int().meta({ description: 'Row of the vocabulary.', minimum: 0, maximum: 30_521, examples: [3007] }),
  probability: z.number().meta({
    description: 'Softmax over the whole vocabulary.',
    minimum: 0,
    maximum: 1,
    examples: [0.997],
  }),
});

const mask = z.object({
  index: z.int().meta({
    description: 'Index of the [MASK], or of the position asked for, among the tokens.',
    minimum: 0,
    maximum: 511,
    examples: [4],
  }),
  hidden_state: z.int().meta({
    description: 'Which hidden states the head read: 12 is the last.',
    minimum: 0,
    maximum: 12,
    examples: [12],
  }),
  candidates: z
    .array(candidate)
    .meta({ description: 'The most probable first.', minItems: 1, maxItems: limits.candidates }),
});

export const fillMaskResponse = z
  .object({
    object: z.literal('fill_mask').meta({ description: 'What this is.' }),
    model: answeringModel,
    tokens,
    masks: z.array(mask).meta({
      description:
        'One entry for each [MASK], in the order of the text, or for each of `positions` and `hidden_states`.',
      minItems: 1,
    }),
    truncated,
    usage,
  })
  .meta({ id: 'FillMaskResponse', description: 'Candidates for each blank.' });

export type FillMaskRequest = z.output<typeof fillMaskRequest>;
export type FillMaskResponse = z.infer<typeof fillMaskResponse>;
