import { z } from 'zod';
import { boundedList } from '../bounded-list.ts';
import { errorResponse } from '../error-schema.ts';
import { expectOneSource, ownSourceFields, usage } from '../fields/text.ts';
import { batchLimits } from '../limits.ts';

/** One text of many. An empty one is an error of its own and not of the request. */
const item = z.union([
  z.string().meta({ description: 'A text.', examples: ['The cat sat.'] }),
  z
    .strictObject(ownSourceFields)
    .superRefine(expectOneSource)
    .meta({ description: 'A text, a pair, or the ids of tokens.' }),
]);

/** The texts of a batch, which stand where one request has its text. */
export const batchInput = boundedList(item, batchLimits.texts).meta({
  description:
    `Up to ${batchLimits.texts} texts with ${batchLimits.tokens} tokens together, each a string, a pair \`{text, text_pair}\` or \`{input_ids, token_type_ids}\`. ` +
    'All else that is asked holds for each of them.',
  examples: [['The cat sat.', { text: 'It sat.', text_pair: 'Why?' }, { input_ids: [101, 1996, 4937, 102] }]],
});

/** What is asked of many texts at once. */
export type BatchInput = z.output<typeof batchInput>;

const errorOfOne = {
  error: {
    message: 'input[0]: expected a text, found an empty one.',
    type: 'invalid_request_error',
    param: 'input[0]',
    code: 'empty_text',
  },
} as const;

/** The answers to many texts: in the order of the texts, each what the text alone would be answered, or its error. */
export function listOf<T extends z.ZodType>(answer: T, id: string) {
  return z
    .object({
      object: z.literal('list').meta({ description: 'What this is.' }),
      data: z.array(z.union([answer, errorResponse])).meta({
        description: 'One answer for each text, in their order: what the text alone would be answered, or its error.',
        examples: [[errorOfOne]],
      }),
      usage: usage.meta({ description: 'Tokens of all texts that were answered.' }),
    })
    .meta({ id, description: 'With `input`: the answers to many texts.' });
}
