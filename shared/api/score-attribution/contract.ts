import { z } from 'zod';
import { tokenIndex } from '../fields/intervention.ts';
import { matrix } from '../fields/tensor-fields.ts';
import {
  answeringModel,
  byIds,
  catExample,
  expectOneSource,
  textFields,
  tokens,
  truncate,
  truncated,
  usage,
} from '../fields/text.ts';

const index = z.int().min(0).meta({ maximum: 11 });

const place = {
  layer: index.meta({ description: 'Layer of the head, 0-based: 0 to 11, of MiniLM 0 to 5.', examples: [8] }),
  head: index.meta({ description: 'Head, 0-based: 0 to 11.', examples: [10] }),
  from: tokenIndex.meta({ description: 'Index of the token that asks, whose query it is.', examples: [3] }),
  to: tokenIndex.meta({ description: 'Index of the token that answers, whose key it is.', examples: [2] }),
};

export const scoreAttributionRequest = z
  .strictObject({ ...textFields, ...place, truncate })
  .superRefine(expectOneSource)
  .meta({
    id: 'ScoreAttributionRequest',
    description: 'Which score of which head.',
    examples: [
      { text: 'The cat sat on the mat because it was tired.', layer: 8, head: 10, from: 8, to: 2 },
      { ...byIds(catExample), layer: 8, head: 10, from: 3, to: 2 },
    ],
  });

const sourceExamples = [['word', 'position', 'token_type', 'bias']];
const termsExample = [
  [0.25, -0.5],
  [1.5, 0.125],
];

export const scoreAttributionResponse = z
  .object({
    object: z.literal('score_attribution').meta({ description: 'What this is.' }),
    model: answeringModel,
    tokens,
    ...place,
    score: z.number().meta({
      description:
        'Before softmax, after the division by the root of the head size. Activations are rounded to int16 throughout, as in changed runs; `/v1/trace` rounds some to int8, so that its `attention_scores` may differ by a few hundredths.',
      examples: [7.5],
    }),
    above_row_mean: z.number().meta({
      description: 'The score less the mean of its row, over all keys: what all of them share changes no weight.',
      examples: [5.25],
    }),
    sources: z.array(z.string().meta({ description: 'One source.' })).meta({
      description:
        'All that was ever added to a token’s vector before this layer, in the order of the pass: `word`, `position`, `token_type`; of each earlier layer l `head.l.h`, what head h put out (its context times its part of W_O), and `feed_forward.l`, what its network put out; last `bias`: those of the linear maps and LayerNorms, of this query or key too, and what rounding leaves.',
      examples: sourceExamples,
    }),
    terms: matrix.meta({
      description:
        '[sources of the query, sources of the key]: what they contribute together. All of them add up to `score`. The divisors of LayerNorm are held at the values that they had.',
      examples: [termsExample],
    }),
    centred: matrix.meta({
      description: 'The same, each less its mean over all keys of the row. All of them add up to `above_row_mean`.',
      examples: [termsExample],
    }),
    truncated,
    usage,
  })
  .meta({ id: 'ScoreAttributionResponse', description: 'One score, split by the sources of its query and its key.' });

export type ScoreAttributionRequest = z.output<typeof scoreAttributionRequest>;
