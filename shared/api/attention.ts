import { z } from 'zod';
import { headMetricNames } from '../analysis/head-metrics.ts';
import type { Reduction } from '../model/attention.ts';
import { dtype, nestedNumbers } from './tensor-fields.ts';
import { textFields, token, truncate, usage } from './text.ts';

const reductions = ['none', 'norm', 'mean', 'max', 'rollout'] as const satisfies readonly Reduction[];

const indices = z.array(z.int().min(0)).min(1);

export const attentionRequest = z.strictObject({
  ...textFields,
  layers: indices.optional().meta({ description: '0-based, answered in the order asked. All where absent.' }),
  heads: indices.optional().meta({ description: '0-based, answered in the order asked. All where absent.' }),
  reduce: z.enum(reductions).default('none').meta({
    description:
      '`none` and `norm` (each weight times the length of what its token contributes) [layers, heads, n, n]; `mean` and `max` over the heads, `rollout` (the product from layer 0 through each layer) [layers, n, n].',
  }),
  words: z.boolean().default(false).meta({
    description: 'Merge the pieces of a word: columns are summed, rows averaged; special tokens keep their own.',
  }),
  dtype,
  metrics: z
    .boolean()
    .default(false)
    .meta({
      description: `Adds one number a head for each of ${headMetricNames.join(', ')}: means over the rows of the unmerged, unreduced attention.`,
    }),
  truncate,
});

export type AttentionRequest = z.infer<typeof attentionRequest>;

const commaList = z
  .string()
  .regex(/^\d+(,\d+)*$/, 'expected whole numbers with commas between them, e.g. 0,3')
  .transform((list) => list.split(',').map(Number));
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** The same request in a query string: lists with commas, `true` and `false` in letters. */
export const attentionQuery = z.strictObject({
  ...attentionRequest.shape,
  layers: commaList.optional().meta({ description: 'As in the POST, with commas: `0,3`.' }),
  heads: commaList.optional().meta({ description: 'As in the POST, with commas: `0,3`.' }),
  words: flag.default(false),
  metrics: flag.default(false),
  truncate: flag.default(false),
});

const word = z.object({
  text: z.string(),
  tokens: z.array(z.int()).meta({ description: 'Indices of its pieces.' }),
  special: z.boolean(),
  type: z.union([z.literal(0), z.literal(1)]),
});

export const attentionResponse = z.object({
  object: z.literal('attention'),
  model: z.string(),
  tokens: z.array(token),
  words: z.array(word).optional().meta({ description: 'With `words`: what the rows and columns stand for.' }),
  layers: z.array(z.int()),
  heads: z.array(z.int()),
  shape: z.array(z.int()),
  attentions: nestedNumbers,
  metrics: z.record(z.enum(headMetricNames), nestedNumbers).optional().meta({
    description: 'With `metrics`: [layers, heads] by name; entropy in bits, distance in tokens, the others 0..1.',
  }),
  usage,
});
