import { z } from 'zod';
import { answeringModel, modelMeta, modelName, truncate, usage } from '../fields/text.ts';
import { textList } from '../fields/text-list.ts';
import { limits } from '../limits.ts';
import { defaulted, optional } from '../optional.ts';
import { bertBase, miniLm } from '../served-models.ts';
import { spansField } from './spans.ts';

/** OpenAI's contract, and more. Unknown fields are ignored, because OpenAI's clients send fields of their own. */
export const embeddingsRequest = z
  .object({
    model: defaulted(modelName, miniLm, { ...modelMeta, examples: [miniLm, bertBase] }),
    input: textList().meta({
      description: `One text or up to ${limits.texts}.`,
      examples: [['The cat sat.', 'A dog ran.']],
    }),
    encoding_format: defaulted(z.enum(['float', 'base64']), 'float', {
      description: '`base64`: little-endian float32.',
      examples: ['float'],
    }),
    dimensions: optional(z.int().min(1).meta({ maximum: 768 }), {
      description:
        'Keep the first so many numbers and bring them back to unit length: at most 384 of MiniLM, 768 of BERT-base. All where absent. ' +
        'The models were not trained to be cut: `fidelity.vectors.shortened` of `/v1/models` says how far the order of similarities suffers.',
      examples: [4],
    }),
    pooling: defaulted(z.enum(['mean', 'cls', 'max', 'pooler', 'none']), 'mean', {
      description:
        "How the vectors of a text's tokens become one: their `mean`, which MiniLM was trained for, the one of `[CLS]`, or the `max` of each number; `pooler` is Hugging Face's `pooler_output` of BERT-base, which was trained to tell whether two sentences follow each other. " +
        '`none` gives them all: `embedding` is then a list of vectors, one for each token that `/v1/tokenize` lists.',
      examples: ['mean', 'cls', 'max', 'none'],
    }),
    layer: optional(z.int().min(0).meta({ maximum: 12 }), {
      description:
        'Which hidden states are pooled: 0 is the input of the first layer, 6 the output of MiniLM, 12 that of BERT-base. The last where absent.',
      examples: [0, 6],
    }),
    normalize: optional(z.boolean(), {
      description: 'Scale each vector to length 1. `true` where absent, `false` for token vectors.',
      examples: [false],
    }),
    spans: spansField,
    user: optional(z.string(), {
      description: 'Accepted for the contract; not used, not stored.',
      examples: ['reader-1'],
    }),
    truncate,
  })
  .meta({
    id: 'EmbeddingsRequest',
    description: 'What is asked.',
    examples: [{ input: ['The cat sat.', 'A dog ran.'], dimensions: 4 }],
  });

const vector = z.array(z.number()).meta({ description: 'One vector.' });

const embedding = z.object({
  object: z.literal('embedding').meta({ description: 'What this is.' }),
  index: z.int().meta({
    description: 'Index of its text in the request.',
    minimum: 0,
    maximum: limits.texts - 1,
    examples: [0],
  }),
  embedding: z
    .union([
      vector,
      z
        .array(vector)
        .meta({ description: 'A list of vectors: with `pooling` none one a token, with `spans` one a span.' }),
      z.string().meta({ description: 'The same numbers as little-endian float32 in base64, vector by vector.' }),
    ])
    .meta({
      description: 'The vector: where it is normalized its length is 1, so a dot product of two is their cosine.',
      examples: [[0.1, -0.7, 0.5, 0.5]],
    }),
  shape: z
    .array(z.int().meta({ description: 'Size of one dimension.', minimum: 0 }))
    .optional()
    .meta({ description: 'Only where `embedding` is a list of vectors: [vectors, size].', examples: [[5, 384]] }),
  truncated: z.literal(true).optional().meta({
    description: 'Only where `truncate` cut this text: the vector is of its first 512 tokens.',
  }),
});

export const embeddingsResponse = z
  .object({
    object: z.literal('list').meta({ description: 'What this is.' }),
    data: z.array(embedding).meta({ description: 'One vector a text, in the order asked.' }),
    model: answeringModel.meta({ examples: [miniLm] }),
    usage,
  })
  .meta({ id: 'EmbeddingsResponse', description: 'Vectors of the texts.' });

export type EmbeddingsRequest = z.output<typeof embeddingsRequest>;
export type EmbeddingsResponse = z.infer<typeof embeddingsResponse>;
