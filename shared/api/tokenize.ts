import { z } from 'zod';
import { answeringModel, textFields, tokens, usage } from './text.ts';

export const tokenizeRequest = z
  .strictObject(textFields)
  .meta({ id: 'TokenizeRequest', description: 'What is asked.', examples: [{ text: 'Snowboarding is fun.' }] });

export const tokenizeResponse = z
  .object({
    object: z.literal('tokens').meta({ description: 'What this is.' }),
    model: answeringModel,
    tokens,
    usage,
  })
  .meta({ id: 'TokenizeResponse', description: 'Tokens of one text.' });
