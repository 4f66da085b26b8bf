import { z } from 'zod';
import { headMetricNames } from '../../analysis/head-metrics.ts';
import { headMatrices, matrices, matrix, shape } from '../fields/tensor-fields.ts';
import { answeringModel, textType, tokens, truncated, usage } from '../fields/text.ts';
import { headIndex, reductions } from './contract.ts';

const word = z.object({
  text: z.string().meta({ description: 'The word as the text has it.', examples: ['snowboarding'] }),
  tokens: z
    .array(z.int().meta({ description: 'Index of a token.', minimum: 0 }))
    .meta({ description: 'Indices of its pieces.', examples: [[1, 2]] }),
  special: z.boolean().meta({ description: 'Whether it is a special token.', examples: [false] }),
  type: textType,
});

const object = <const Name extends string>(name: Name) => z.literal(name).meta({ description: 'What this is.' });

const before = {
  model: answeringModel,
  tokens,
  words: z.array(word).optional().meta({ description: 'With `words`: what the rows and columns stand for.' }),
};

const grid = {
  layers: z.array(headIndex).meta({ description: 'The layers answered, 0-based, in this order.', examples: [[8]] }),
  heads: z.array(headIndex).meta({ description: 'The heads answered, 0-based, in this order.', examples: [[10]] }),
};

const pairs = z
  .array(z.array(headIndex).meta({ description: '[layer, head].', minItems: 2, maxItems: 2 }))
  .meta({ description: 'The heads answered, each [layer, head], in this order.', examples: [[[8, 10]]] });

const metricsOf = <T extends z.ZodType>(numbers: T, laidOut: string, example: unknown) =>
  z
    .record(z.string(), numbers.meta({ description: `One number a head, ${laidOut}.`, examples: [example] }))
    .optional()
    .meta({
      description: `With \`metrics\`: ${laidOut} for each of ${headMetricNames.join(', ')}; entropy in bits, distance in tokens, the others 0 to 1.`,
      propertyNames: { enum: [...headMetricNames] },
    });

const gridMetrics = metricsOf(matrix, '[layers, heads]', [[0.42]]);
const list = z.array(z.number());
const after = { truncated, usage };

const exampleMatrix = [
  [0.25, 0.75],
  [0.5, 0.5],
];

const weights =
  'Rows are queries ("from"), columns are keys ("to"). Weights from 0 to 1, each row summing to 1; with `u8`, 0 to 255.';

const byHead = z
  .object({
    object: object('attention'),
    ...before,
    ...grid,
    reduce: z.enum(['none', 'norm']).meta({ description: 'As asked: every head on its own.' }),
    shape: shape.meta({ examples: [[1, 1, 2, 2]] }),
    attentions: headMatrices.meta({
      description: `[layers, heads, n, n]. ${weights} With \`norm\`, lengths from 0 up.`,
      examples: [[[exampleMatrix]]],
    }),
    metrics: gridMetrics,
    ...after,
  })
  .meta({ id: 'AttentionByHead', description: 'One matrix a head.' });

const byLayer = z
  .object({
    object: object('attention'),
    ...before,
    ...grid,
    reduce: z.enum(['mean', 'max', 'rollout']).meta({ description: 'As asked: the heads of a layer made one.' }),
    shape: shape.meta({ examples: [[1, 2, 2]] }),
    attentions: matrices.meta({
      description: `[layers, n, n]. ${weights} Of \`max\`, rows sum to more.`,
      examples: [[exampleMatrix]],
    }),
    metrics: gridMetrics,
    ...after,
  })
  .meta({ id: 'AttentionByLayer', description: 'One matrix a layer.' });

const byPair = z
  .object({
    object: object('attention.pairs'),
    ...before,
    pairs,
    reduce: z.enum(['none', 'norm']).meta({ description: 'As asked: every head on its own.' }),
    shape: shape.meta({ examples: [[1, 2, 2]] }),
    attentions: matrices.meta({
      description: `[pairs, n, n]. ${weights} With \`norm\`, lengths from 0 up.`,
      examples: [[exampleMatrix]],
    }),
    metrics: metricsOf(list, '[pairs]', [0.42]),
    ...after,
  })
  .meta({ id: 'AttentionByPair', description: 'One matrix a pair of `pairs`.' });

const deep = z.union([headMatrices, matrices]);
const rows = z.union([matrices, matrix]);

const sparse = z
  .object({
    object: object('attention.sparse'),
    ...before,
    layers: grid.layers.optional(),
    heads: grid.heads.optional(),
    pairs: pairs.optional(),
    reduce: z.enum(reductions).meta({ description: 'As asked.' }),
    shape: shape.meta({
      description:
        'That of `weights`: [layers, heads, n, k], [pairs, n, k] or, where heads are reduced, [layers, n, k].',
      examples: [[1, 1, 2, 1]],
    }),
    indices: deep.meta({
      description: 'The columns of the k largest weights of each row, largest first.',
      examples: [[[[[1], [0]]]]],
    }),
    weights: deep.meta({
      description: 'These weights; 0 where one is below `min_weight`.',
      examples: [[[[[0.75], [0.5]]]]],
    }),
    rest: rows.meta({
      description:
        'What each row lost, the sum of all its other weights: [layers, heads, n], [pairs, n] or [layers, n].',
      examples: [[[[0.25, 0.5]]]],
    }),
    metrics: metricsOf(z.union([matrix, list]), '[layers, heads] or [pairs]', [[0.42]]),
    ...after,
  })
  .meta({ id: 'AttentionSparse', description: 'With `top_k` or `min_weight`: the largest weights of each row.' });

/** A union told apart by `object` and `reduce`, so that a client knows how deep the numbers are nested. */
export const attentionResponse = z.union([byHead, byLayer, byPair, sparse]).meta({
  id: 'AttentionResponse',
  description:
    'Attention of one text; `object` says whether it is of a grid of heads, of pairs or sparse, `reduce` what became of the heads.',
});
