import { z } from 'zod';
import {
  answeringModel,
  byIds,
  catExample,
  expectOneSource,
  textFields,
  token,
  truncate,
  truncated,
  usage,
} from '../fields/text.ts';
import { limits } from '../limits.ts';

export const tokenizeRequest = z
  .strictObject({
    ...textFields,
    truncate: truncate.meta({
      description: 'List what a model would read: at most 512 tokens, the longer of two texts cut first.',
    }),
  })
  .superRefine(expectOneSource)
  .meta({
    id: 'TokenizeRequest',
    description: 'What is asked.',
    examples: [{ text: 'Snowboarding is fun.' }, byIds(catExample)],
  });

export type TokenizeRequest = z.infer<typeof tokenizeRequest>;

export const tokenizeResponse = z
  .object({
    object: z.literal('tokens').meta({ description: 'What this is.' }),
    model: answeringModel,
    tokens: z.array(token).meta({
      description: 'The tokens, [CLS] and [SEP] included: more than the 512 that a model reads, if the text has more.',
      minItems: 1,
      maxItems: limits.tokensListed,
    }),
    truncated,
    usage,
  })
  .meta({ id: 'TokenizeResponse', description: 'Tokens of one text.' });

export type TokenizeResponse = z.infer<typeof tokenizeResponse>;
