import { z } from 'zod';
import { bertBase, modelIds } from './model-ids.ts';

const share = { minimum: 0, maximum: 1 };

const fidelity = z
  .object({
    texts: z.int().meta({ description: 'Texts it was measured on.', minimum: 1, examples: [8] }),
    mean_jsd_bits: z.number().meta({
      description: 'Jensen-Shannon divergence of attention rows, mean, in bits.',
      ...share,
      examples: [0.000249],
    }),
    p99_abs_difference: z.number().meta({
      description: 'Absolute difference of an attention weight, 99th percentile.',
      ...share,
      examples: [0.00654],
    }),
    top1_key_agreement: z.number().meta({
      description: 'Rows whose most attended token is the same, 0..1.',
      ...share,
      examples: [0.9861],
    }),
    mean_token_cosine: z.number().meta({
      description: 'Cosine of last hidden states, mean over tokens.',
      minimum: -1,
      maximum: 1,
      examples: [0.99891],
    }),
  })
  .meta({ id: 'Fidelity', description: 'Against float32 PyTorch on the same weights.' });

const size = (description: string, example: number) => z.int().meta({ description, minimum: 1, examples: [example] });

const geometry = z
  .object({
    num_hidden_layers: size('Layers.', 12),
    num_attention_heads: size('Heads in each layer.', 12),
    hidden_size: size("Numbers in a token's vector.", 768),
    head_size: size('Numbers in the query, key or value of one head.', 64),
    intermediate_size: size('Numbers inside the feed-forward network.', 3072),
    vocab_size: size('Entries of the vocabulary.', 30_522),
    max_position_embeddings: size('Tokens that one text may have.', 512),
  })
  .meta({ description: 'Sizes of the network, as config.json has them.' });

const file = z.object({
  name: z.string().meta({ description: 'File name.', examples: ['model-00001-of-00006.safetensors'] }),
  bytes: size('Bytes of the file.', 20_971_520),
  sha256: z.string().meta({
    description: 'SHA-256 in hexadecimal.',
    pattern: '^[0-9a-f]{64}$',
    examples: ['51de7e9a4ad19e2a88c4ab067b0102d9672cfd99134c9f04706a8ec1f15e64f9'],
  }),
});

const weights = z
  .object({
    bytes: size('Bytes of all files.', 96_117_864),
    formats: z.record(z.string(), z.int().meta({ description: 'Tensors in this format.', minimum: 1 })).meta({
      description: 'How many tensors are stored in each format.',
      examples: [{ int8: 26, int6: 48, f16: 2, f32: 126 }],
    }),
    files: z.array(file).meta({ description: 'The files, below /models/{id}/.' }),
  })
  .meta({ description: 'What is stored.' });

export const modelResponse = z
  .object({
    id: z.string().meta({ description: 'Its name in requests.', examples: [...modelIds] }),
    object: z.literal('model').meta({ description: 'What this is.' }),
    created: z.int().meta({
      description: 'Unix time in seconds at which its authors published it.',
      minimum: 0,
      examples: [1_540_944_000],
    }),
    owned_by: z.string().meta({ description: 'Its authors.', examples: ['google'] }),
    license: z.string().meta({ description: 'Licence of the weights, as SPDX names it.', examples: ['apache-2.0'] }),
    description: z.string().meta({ description: 'What it is.', examples: ['BERT-base, uncased.'] }),
    tasks: z
      .array(z.string().meta({ description: 'A route, without /v1/.' }))
      .meta({ description: 'Routes that it answers.', examples: [['attention', 'trace', 'fill-mask']] }),
    geometry,
    weights,
    fidelity: fidelity.nullable().meta({ description: 'How close the stored weights come to the original, measured.' }),
  })
  .meta({ id: 'Model', description: `One model, such as ${bertBase}.` });

export const modelsResponse = z
  .object({
    object: z.literal('list').meta({ description: 'What this is.' }),
    data: z.array(modelResponse).meta({ description: 'The models.' }),
  })
  .meta({ id: 'ModelList', description: 'All models.' });

export type ModelResponse = z.infer<typeof modelResponse>;
export type Fidelity = z.infer<typeof fidelity>;
