import { z } from 'zod';
import { headMetricNames } from '../analysis/head-metrics.ts';
import type { Reduction } from '../model/attention.ts';
import { uniqueList } from './bounded-list.ts';
import { dtype, nestedNumbers, shape } from './tensor-fields.ts';
import { answeringModel, textFields, textType, tokens, truncate, truncated, usage } from './text.ts';

const reductions = ['none', 'norm', 'mean', 'max', 'rollout'] as const satisfies readonly Reduction[];

const index = z.int().min(0).meta({ description: '0 to 11.', maximum: 11 });
const indices = uniqueList(index, 12);

const fields = {
  ...textFields,
  layers: indices.optional().meta({
    description: '0-based, each once, answered in the order asked: 0 to 11, of MiniLM 0 to 5. All where absent.',
    examples: [[8]],
  }),
  heads: indices.optional().meta({
    description: '0-based, each once, answered in the order asked. All where absent.',
    examples: [[10]],
  }),
  reduce: z
    .enum(reductions)
    .default('none')
    .meta({
      description:
        '`none` and `norm` (each weight times the length of what its token contributes) [layers, heads, n, n]; `mean` and `max` over the heads, `rollout` (the product from layer 0 through each layer) [layers, n, n].',
      examples: ['none'],
    }),
  words: z
    .boolean()
    .default(false)
    .meta({
      description: 'Merge the pieces of a word: columns are summed, rows averaged; special tokens keep their own.',
      examples: [false],
    }),
  dtype,
  metrics: z
    .boolean()
    .default(false)
    .meta({
      description: `Adds one number a head for each of ${headMetricNames.join(', ')}: means over the rows of the unmerged, unreduced attention.`,
      examples: [false],
    }),
  truncate,
};

export const attentionRequest = z.strictObject(fields).meta({
  id: 'AttentionRequest',
  description: 'What is asked.',
  examples: [{ text: 'The cat sat on the mat because it was tired.', layers: [8], heads: [10] }],
});

export type AttentionRequest = z.infer<typeof attentionRequest>;

const commaList = z
  .string()
  .regex(/^\d+(,\d+)*$/, 'expected whole numbers with commas between them, e.g. 0,3')
  .transform((list) => list.split(',').map(Number));
const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .default(false);

/** The same request in a query string: lists with commas, `true` and `false` in letters. */
export const attentionQuery = z.strictObject({
  ...fields,
  layers: commaList.optional().meta({ description: 'As in the POST, with commas between.', examples: ['8'] }),
  heads: commaList.optional().meta({ description: 'As in the POST, with commas between.', examples: ['10'] }),
  words: flag.meta({ description: 'As in the POST: merge the pieces of a word.', examples: ['false'] }),
  metrics: flag.meta({ description: 'As in the POST: add one number a head.', examples: ['false'] }),
  truncate: flag.meta({ description: 'As in the POST: cut what exceeds 512 tokens.', examples: ['true'] }),
});

const word = z.object({
  text: z.string().meta({ description: 'The word as the text has it.', examples: ['snowboarding'] }),
  tokens: z
    .array(z.int().meta({ description: 'Index of a token.', minimum: 0 }))
    .meta({ description: 'Indices of its pieces.', examples: [[1, 2]] }),
  special: z.boolean().meta({ description: 'Whether it is a special token.', examples: [false] }),
  type: textType,
});

export const attentionResponse = z
  .object({
    object: z.literal('attention').meta({ description: 'What this is.' }),
    model: answeringModel,
    tokens,
    words: z.array(word).optional().meta({ description: 'With `words`: what the rows and columns stand for.' }),
    layers: z.array(index).meta({ description: 'The layers answered, 0-based, in this order.', examples: [[8]] }),
    heads: z.array(index).meta({ description: 'The heads answered, 0-based, in this order.', examples: [[10]] }),
    shape,
    attentions: nestedNumbers.meta({
      description:
        'Rows are queries ("from"), columns are keys ("to"). Weights from 0 to 1, each row summing to 1; with `norm`, lengths from 0 up; with `u8`, 0 to 255. 6 significant digits.',
      examples: [
        [
          [
            [
              [0.25, 0.75],
              [0.5, 0.5],
            ],
          ],
        ],
      ],
    }),
    metrics: z
      .record(
        z.enum(headMetricNames),
        nestedNumbers.meta({
          description:
            'One number a head, [layers, heads]: bits for entropy, tokens for distance, 0 to 1 for the others.',
          examples: [[[0.42]]],
        }),
      )
      .optional()
      .meta({
        description: 'With `metrics`: [layers, heads] by name; entropy in bits, distance in tokens, the others 0..1.',
      }),
    truncated,
    usage,
  })
  .meta({ id: 'AttentionResponse', description: 'Attention of one text.' });
