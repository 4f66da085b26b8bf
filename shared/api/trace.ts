import { z } from 'zod';
import { nestedNumbers } from './tensor-fields.ts';
import { textFields, token, truncate, usage } from './text.ts';

export const traceRequest = z.strictObject({
  ...textFields,
  tensors: z
    .array(z.string().min(1))
    .min(1)
    .meta({ description: 'Exact names; `query.*` means all layers.', examples: [['query.3', 'hidden_states.*']] }),
  head_mask: z
    .array(z.array(z.number().min(0).max(1)))
    .optional()
    .meta({ description: '[layers][heads]: 1 keeps a head, 0 knocks it out.' }),
  mask_tokens: z
    .array(z.int().min(0))
    .min(1)
    .optional()
    .meta({ description: 'Indices of tokens to replace by [MASK].' }),
  compare: z.boolean().default(false).meta({
    description: 'Adds `delta.<name>`: with head_mask and mask_tokens minus without.',
  }),
  dtype: z.enum(['f32', 'f16']).default('f32'),
  truncate,
});

export type TraceRequest = z.infer<typeof traceRequest>;

export const traceResponse = z.object({
  object: z.literal('trace'),
  model: z.string(),
  tokens: z.array(token),
  tensors: z.record(
    z.string(),
    z.object({ dtype: z.enum(['f32', 'f16']), shape: z.array(z.int()), data: nestedNumbers }),
  ),
  usage,
});
