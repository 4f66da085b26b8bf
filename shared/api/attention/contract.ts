import { z } from 'zod';
import { headMetricNames } from '../../analysis/head-metrics.ts';
import type { Reduction } from '../../model/read-attention.ts';
import { uniqueList } from '../bounded-list.ts';
import { bodyOnlyFields, interventionFields } from '../fields/intervention.ts';
import { dtypeMeta, dtypeName, headMatrices, matrices, matrix, shape } from '../fields/tensor-fields.ts';
import { answeringModel, textFields, textType, tokens, truncate, truncated, usage } from '../fields/text.ts';
import { defaulted, optional } from '../optional.ts';
import { queryFields } from '../query.ts';

const reductions = ['none', 'norm', 'mean', 'max', 'rollout'] as const satisfies readonly Reduction[];

const index = z.int().min(0).meta({ description: '0 to 11.', maximum: 11 });
const indices = uniqueList(index, 12);

const layersMeta = {
  description: '0-based, each once, answered in the order asked: 0 to 11, of MiniLM 0 to 5. All where absent.',
  examples: [[3]],
};
const headsMeta = {
  description: '0-based, each once, answered in the order asked. All where absent.',
  examples: [[10]],
};
const reduceMeta = {
  description:
    '`none` and `norm` (each weight times the length of what its token contributes) [layers, heads, n, n]; `mean` and `max` over the heads, `rollout` (the product from layer 0 through each layer) [layers, n, n].',
  examples: ['none'],
};
const wordsMeta = {
  description: 'Merge the pieces of a word: columns are summed, rows averaged; special tokens keep their own.',
  examples: [false],
};
const metricsMeta = {
  description: `Adds one number a head for each of ${headMetricNames.join(', ')}: means over the rows of the unmerged, unreduced attention.`,
  examples: [false],
};

export const attentionRequest = z
  .strictObject({
    ...textFields,
    layers: optional(indices, layersMeta),
    heads: optional(indices, headsMeta),
    reduce: defaulted(z.enum(reductions), 'none', reduceMeta),
    words: defaulted(z.boolean(), false, wordsMeta),
    dtype: defaulted(dtypeName, 'f32', dtypeMeta),
    metrics: defaulted(z.boolean(), false, metricsMeta),
    ...interventionFields(6),
    truncate,
  })
  .meta({
    id: 'AttentionRequest',
    description: 'What is asked.',
    examples: [{ text: 'The cat sat on the mat because it was tired.', layers: [8], heads: [10] }],
  });

/** The same request in a query string, which has no room for what would be a list a token or a head. */
export const attentionQuery = z.strictObject(queryFields(attentionRequest.omit(bodyOnlyFields).shape));

/** What a request in either form is parsed to. */
export type AttentionRequest = Omit<z.output<typeof attentionRequest>, keyof typeof bodyOnlyFields> &
  Partial<Pick<z.output<typeof attentionRequest>, keyof typeof bodyOnlyFields>>;

const word = z.object({
  text: z.string().meta({ description: 'The word as the text has it.', examples: ['snowboarding'] }),
  tokens: z
    .array(z.int().meta({ description: 'Index of a token.', minimum: 0 }))
    .meta({ description: 'Indices of its pieces.', examples: [[1, 2]] }),
  special: z.boolean().meta({ description: 'Whether it is a special token.', examples: [false] }),
  type: textType,
});

const before = {
  object: z.literal('attention').meta({ description: 'What this is.' }),
  model: answeringModel,
  tokens,
  words: z.array(word).optional().meta({ description: 'With `words`: what the rows and columns stand for.' }),
  layers: z.array(index).meta({ description: 'The layers answered, 0-based, in this order.', examples: [[8]] }),
  heads: z.array(index).meta({ description: 'The heads answered, 0-based, in this order.', examples: [[10]] }),
};

const after = {
  metrics: z
    .record(z.string(), matrix.meta({ description: 'One number a head, [layers, heads].', examples: [[[0.42]]] }))
    .optional()
    .meta({
      description: `With \`metrics\`: [layers, heads] for each of ${headMetricNames.join(', ')}; entropy in bits, distance in tokens, the others 0 to 1.`,
      propertyNames: { enum: [...headMetricNames] },
    }),
  truncated,
  usage,
};

const weights =
  'Rows are queries ("from"), columns are keys ("to"). Weights from 0 to 1, each row summing to 1; with `u8`, 0 to 255.';

const byHead = z
  .object({
    ...before,
    reduce: z.enum(['none', 'norm']).meta({ description: 'As asked: every head on its own.' }),
    shape: shape.meta({ examples: [[1, 1, 2, 2]] }),
    attentions: headMatrices.meta({
      description: `[layers, heads, n, n]. ${weights} With \`norm\`, lengths from 0 up.`,
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
    ...after,
  })
  .meta({ id: 'AttentionByHead', description: 'One matrix a head.' });

const byLayer = z
  .object({
    ...before,
    reduce: z.enum(['mean', 'max', 'rollout']).meta({ description: 'As asked: the heads of a layer made one.' }),
    shape: shape.meta({ examples: [[1, 2, 2]] }),
    attentions: matrices.meta({
      description: `[layers, n, n]. ${weights} Of \`max\`, rows sum to more.`,
      examples: [
        [
          [
            [0.25, 0.75],
            [0.5, 0.5],
          ],
        ],
      ],
    }),
    ...after,
  })
  .meta({ id: 'AttentionByLayer', description: 'One matrix a layer.' });

/** A union told apart by `reduce`, so that a client knows how deep the numbers are nested. */
export const attentionResponse = z
  .union([byHead, byLayer])
  .meta({ id: 'AttentionResponse', description: 'Attention of one text; `reduce` says which of the two it is.' });
