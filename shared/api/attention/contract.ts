import { z } from 'zod';
import { headMetricNames } from '../../analysis/head-metrics.ts';
import type { Reduction } from '../../model/read-attention.ts';
import { batchInput } from '../batch/contract.ts';
import { boundedList, uniqueList } from '../bounded-list.ts';
import { bodyOnlyFields, interventionFields } from '../fields/intervention.ts';
import { dtypeMeta, dtypeName } from '../fields/tensor-fields.ts';
import {
  byIds,
  catExample,
  expectOneSource,
  modelOrBert,
  requiredText,
  type Source,
  textFields,
  truncate,
} from '../fields/text.ts';
import { defaulted, optional } from '../optional.ts';
import { queryFields } from '../query.ts';
import type { IssueParams } from '../validation.ts';

export const reductions = ['none', 'norm', 'mean', 'max', 'rollout'] as const satisfies readonly Reduction[];

export const headIndex = z.int().min(0).meta({ description: '0 to 11.', maximum: 11 });
const indices = uniqueList(headIndex, 12);

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

const pairsMeta = {
  description:
    'Single heads as [layer, head], 0-based, each once, answered in the order asked; instead of `layers` and `heads`, for `none` and `norm`.',
  examples: [
    [
      [8, 10],
      [4, 3],
    ],
  ],
};
const topKMeta = {
  description:
    'Only the so many largest weights of each row, as `indices` and `weights`, largest first, with the sum of all others as `rest`.',
  examples: [8],
};
const minWeightMeta = {
  description:
    'Only weights at least so large, in the same form: smaller ones become 0 and count in `rest`. Without `top_k` a row has room for all that there can be: 1 / `min_weight` in one that sums to 1. Not with `norm`.',
  examples: [0.05],
};

/** What is asked of each text. */
export const attentionFields = {
  layers: optional(indices, layersMeta),
  heads: optional(indices, headsMeta),
  pairs: optional(boundedList(boundedList(headIndex, 2).meta({ minItems: 2 }), 144), pairsMeta),
  reduce: defaulted(z.enum(reductions), 'none', reduceMeta),
  top_k: optional(z.int().min(1).max(512), topKMeta),
  min_weight: optional(z.number().gt(0).max(1), minWeightMeta),
  words: defaulted(z.boolean(), false, wordsMeta),
  dtype: defaulted(dtypeName, 'f32', dtypeMeta),
  metrics: defaulted(z.boolean(), false, metricsMeta),
  ...interventionFields(6),
  truncate,
};

const fields = z.strictObject({ ...textFields, ...attentionFields });

type Fields = z.output<typeof fields>;
type Selection = Pick<Fields, 'layers' | 'heads' | 'reduce' | 'min_weight'> & Partial<Pick<Fields, 'pairs'>>;

/** Reports fields that exclude each other. */
export function expectOneSelection(
  { pairs, layers, heads, reduce, min_weight: minWeight }: Selection,
  context: z.RefinementCtx,
): void {
  const report = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message, params: { code: 'invalid_value' } satisfies IssueParams });
  const other = layers ? 'layers' : heads && 'heads';
  if (pairs && other) report(['pairs'], `expected either pairs or layers and heads, found pairs and ${other}`);
  if (pairs && reduce !== 'none' && reduce !== 'norm') {
    report(['pairs'], `expected layers and heads with "reduce": "${reduce}", found pairs`);
  }
  const wrong = pairs?.findIndex((pair) => pair.length !== 2) ?? -1;
  if (wrong >= 0) report(['pairs', wrong], `expected [layer, head], found ${pairs?.[wrong]?.length} numbers`);
  const again = pairs?.findIndex((pair, at) => pairs.findIndex((each) => String(each) === String(pair)) < at) ?? -1;
  if (again >= 0) report(['pairs', again], `expected each pair once, found [${pairs?.[again]}] again`);
  if (minWeight !== undefined && reduce === 'norm') {
    report(['min_weight'], 'expected another "reduce" than "norm", whose numbers are lengths and no weights');
  }
}

export const attentionRequest = fields
  .superRefine(expectOneSource)
  .superRefine(expectOneSelection)
  .meta({
    id: 'AttentionRequest',
    description: 'What is asked.',
    examples: [
      { text: 'The cat sat on the mat because it was tired.', layers: [8], heads: [10] },
      { text: 'The cat sat.', pairs: [[8, 10]], top_k: 2 },
      { ...byIds(catExample), layers: [3] },
    ],
  });

/** The same about many texts. */
export const attentionBatchRequest = z
  .strictObject({ model: modelOrBert, input: batchInput, ...attentionFields })
  .superRefine(expectOneSelection)
  .meta({
    id: 'AttentionBatchRequest',
    description: 'What is asked of many texts.',
    examples: [
      { input: ['The cat sat.', 'It slept.'], layers: [3], heads: [10] },
      { input: ['The cat sat.', 'It slept.'], pairs: [[8, 10]], top_k: 2 },
    ],
  });

const bodyOnly = { ...bodyOnlyFields, pairs: true, input_ids: true, token_type_ids: true } as const;
const queried = { ...fields.omit(bodyOnly).shape, text: requiredText };

/** The same request in a query string, which has no room for what would be a list a token or a head. */
export const attentionQuery = z.strictObject(queryFields(queried)).superRefine(expectOneSelection);

type BodyOnly = Exclude<keyof typeof bodyOnly, keyof Source>;

/** What a request in either form is parsed to. */
export type AttentionRequest = Omit<Fields, BodyOnly | keyof Source> & Source & Partial<Pick<Fields, BodyOnly>>;
