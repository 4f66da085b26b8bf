import { z } from 'zod';
import { bertBase, modelIds } from '../served-models.ts';
import { formats, kernels, modelLimits } from './service-contract.ts';

const share = { minimum: 0, maximum: 1 };
const cosineRange = { minimum: -1, maximum: 1 };

/** How close the packed weights are to fp32: means count every text once, and p99 is taken within each text. */
const closenessFields = {
  texts: z.int().meta({ description: 'Texts it was measured on.', minimum: 1, examples: [33] }),
  mean_jsd_bits: z.number().meta({
    description: 'Jensen-Shannon divergence of attention rows, mean, in bits.',
    ...share,
    examples: [0.000209],
  }),
  max_row_jsd_bits: z.number().meta({
    description: 'That of the attention row that is furthest off.',
    ...share,
    examples: [0.068],
  }),
  p99_abs_difference: z.number().meta({
    description: 'Absolute difference that 99 % of the attention weights of a text do not exceed, mean over the texts.',
    ...share,
    examples: [0.00561],
  }),
  max_abs_difference: z.number().meta({
    description: 'Absolute difference of the attention weight that is furthest off.',
    ...share,
    examples: [0.176],
  }),
  top1_key_agreement: z.number().meta({
    description: 'Rows whose most attended token is the same, 0..1.',
    ...share,
    examples: [0.9889],
  }),
  mean_token_cosine: z.number().meta({
    description: 'Cosine of last hidden states, mean over tokens.',
    ...cosineRange,
    examples: [0.99906],
  }),
  min_token_cosine: z.number().meta({
    description: 'Cosine of the last hidden state of the token that is furthest off.',
    ...cosineRange,
    examples: [0.956],
  }),
};

const closeness = z.object(closenessFields);

const closenessOfKind = (kind: string) =>
  z
    .object({
      tokens: z
        .array(z.int().meta({ description: 'Tokens.', minimum: 2, maximum: 512 }))
        .length(2)
        .meta({ description: 'Tokens of the shortest and of the longest text.', examples: [[3, 20]] }),
      ...closenessFields,
    })
    .meta({ description: `The same over ${kind}.` });

const delta = z
  .object({
    interventions: z.int().meta({
      description: 'Tokens masked and heads knocked out, one at a time, in short texts.',
      minimum: 1,
      examples: [25],
    }),
    mean_abs_delta: z.number().meta({
      description: 'Mean of |delta| of an attention weight in float32: what the errors compare with.',
      ...share,
      examples: [0.011],
    }),
    mean_abs_difference: z.number().meta({
      description: 'Mean of |served delta - float32 delta| of an attention weight.',
      ...share,
      examples: [0.0012],
    }),
    p99_abs_difference: z.number().meta({
      description:
        'What 99 % of these errors do not exceed: a smaller delta of one weight may come of the stored weights.',
      ...share,
      examples: [0.012],
    }),
    max_abs_difference: z.number().meta({ description: 'The largest of them.', ...share, examples: [0.08] }),
    hidden_relative_error: z.number().meta({
      description: 'Length of the error of the delta of the last hidden states, as a share of the length of the delta.',
      minimum: 0,
      examples: [0.08],
    }),
  })
  .meta({ description: 'The noise floor of `compare`: `delta.<name>` against the same difference in float32.' });

const change = (description: string, example: number) =>
  z.number().meta({ description, minimum: 0, examples: [example] });

const sweep = z
  .object({
    texts: z.int().meta({ description: 'Texts it was measured on, 144 heads each.', minimum: 1, examples: [3] }),
    mean_abs_change: change(
      'Mean of |change| of the log probability in float32: what the errors compare with.',
      0.0005,
    ),
    correlation: z
      .number()
      .meta({ description: 'Of the changes with those in float32.', minimum: -1, maximum: 1, examples: [0.999] }),
    max_abs_difference: change('Largest |served change - float32 change|.', 0.0012),
    max_abs_rounding: change(
      'The same against the stored weights without rounding of activations: what int16 leaves.',
      0.0001,
    ),
  })
  .meta({ description: 'A sweep over the heads: the change of the best word at a [MASK], natural logarithm.' });

const correlation = (description: string, example: number) =>
  z.number().meta({ description, ...cosineRange, examples: [example] });

const vectors = z
  .object({
    sentences: z.int().meta({ description: 'Sentences it was measured on.', minimum: 2, examples: [64] }),
    min_cosine: correlation('Cosine of a sentence vector with its float32 counterpart, smallest.', 0.9997),
    rank_correlation: correlation(
      "Spearman's rank correlation of the similarities of all pairs of sentences, with float32's.",
      0.9997,
    ),
    shortened: z
      .array(
        z.object({
          dimensions: z.int().meta({ description: 'Numbers kept.', minimum: 1, examples: [128] }),
          rank_correlation: correlation('That of the similarities, with those of whole vectors.', 0.66),
        }),
      )
      .meta({
        description:
          'What `dimensions` costs: the model was not trained to be cut, so shorter vectors put texts in another order.',
      }),
  })
  .meta({ description: 'Sentence vectors.' });

const fidelity = closeness
  .extend({
    by_text: z
      .object({
        short: closenessOfKind('short English texts'),
        medium: closenessOfKind('English texts of medium length'),
        long: closenessOfKind('long English texts, one of them code'),
        non_latin: closenessOfKind('texts in other scripts, and emoji'),
      })
      .meta({ description: 'Short, medium, long, and not in Latin letters.' }),
    delta,
    sweep: sweep.optional(),
    vectors,
  })
  .meta({
    id: 'Fidelity',
    description:
      'Against float32 on the same weights, computed by `shared/bert`, which equals PyTorch within 2e-4: means and worst cases. ' +
      '`npm run fidelity` measures it.',
  });

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
    formats,
    limits: modelLimits,
    kernels,
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
export type Closeness = z.infer<typeof closeness>;
export type DeltaFidelity = Fidelity['delta'];
export type SweepFidelity = NonNullable<Fidelity['sweep']>;
export type VectorFidelity = Fidelity['vectors'];
