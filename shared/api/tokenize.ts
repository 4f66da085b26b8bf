import { z } from 'zod';
import { textFields, token, usage } from './text.ts';

export const tokenizeRequest = z.strictObject(textFields);

export const tokenizeResponse = z.object({
  object: z.literal('tokens'),
  model: z.string(),
  tokens: z.array(token),
  usage,
});
