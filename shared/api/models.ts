import { z } from 'zod';

const fidelity = z
  .object({
    texts: z.int(),
    mean_jsd_bits: z.number().meta({ description: 'Jensen-Shannon divergence of attention rows, mean.' }),
    p99_abs_difference: z.number(),
    top1_key_agreement: z.number().meta({ description: 'Rows whose most attended token is the same, 0..1.' }),
    mean_token_cosine: z.number().meta({ description: 'Last hidden states, mean over tokens.' }),
  })
  .meta({ description: 'Against float32 PyTorch on the same weights.' });

export const modelResponse = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.int().meta({ description: 'Unix time at which its authors published it.' }),
  owned_by: z.string(),
  license: z.string(),
  description: z.string(),
  tasks: z.array(z.string()),
  geometry: z.object({
    num_hidden_layers: z.int(),
    num_attention_heads: z.int(),
    hidden_size: z.int(),
    head_size: z.int(),
    intermediate_size: z.int(),
    vocab_size: z.int(),
    max_position_embeddings: z.int(),
  }),
  weights: z.object({
    bytes: z.int(),
    formats: z.record(z.string(), z.int()).meta({ description: 'How many tensors are stored in each format.' }),
    files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
  }),
  fidelity: fidelity.nullable().meta({ description: 'Null until it has been measured for these weights.' }),
});

export const modelsResponse = z.object({ object: z.literal('list'), data: z.array(modelResponse) });

export type ModelResponse = z.infer<typeof modelResponse>;
export type Fidelity = z.infer<typeof fidelity>;
