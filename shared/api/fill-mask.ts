import { z } from 'zod';
import { textFields, token, truncate, usage } from './text.ts';

export const fillMaskRequest = z.strictObject({
  model: textFields.model,
  text: textFields.text.meta({ examples: ['Paris is the [MASK] of France.'] }),
  text_pair: textFields.text_pair,
  top_k: z.int().min(1).max(100).default(5).meta({ description: 'How many candidates for each [MASK].' }),
  targets: z
    .array(z.string().min(1))
    .min(1)
    .max(100)
    .optional()
    .meta({ description: 'Score these words of the vocabulary only.' }),
  truncate,
});

export const fillMaskResponse = z.object({
  object: z.literal('fill_mask'),
  model: z.string(),
  tokens: z.array(token),
  masks: z.array(
    z.object({
      index: z.int().meta({ description: 'Index of the [MASK] among the tokens.' }),
      candidates: z.array(
        z.object({
          token: z.string(),
          id: z.int(),
          probability: z.number().meta({ description: 'Softmax over the whole vocabulary.' }),
        }),
      ),
    }),
  ),
  usage,
});

export type FillMaskRequest = z.output<typeof fillMaskRequest>;
export type FillMaskResponse = z.infer<typeof fillMaskResponse>;
