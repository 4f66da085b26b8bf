import { z } from 'zod';
import { uniqueList } from '../bounded-list.ts';
import { maskTokensField, tokenIndex } from '../fields/intervention.ts';
import { matrices, matrix, shape } from '../fields/tensor-fields.ts';
import {
  answeringModel,
  byIds,
  expectOneSource,
  maskedWordModel,
  parisExample,
  sourceFields,
  text,
  textPairMeta,
  tokens,
  truncate,
  truncated,
  usage,
  vocabularyEntry,
} from '../fields/text.ts';
import { limits } from '../limits.ts';
import { optional } from '../optional.ts';
import type { IssueParams } from '../validation.ts';

const overs = ['heads', 'layers', 'edges', 'states'] as const;
const over = z.enum(overs);
const overMeta = {
  description:
    'What is changed, one at a time. `heads` [12, 12]: the attention of a head is 0. `layers` [12]: that of all heads of a layer. ' +
    '`edges` [n, n], of one layer and head: the weight of one token (row) for another (column) is 0. ' +
    '`states` [12, n]: the vector of a token at the input of a layer is that of the same token of `patch`.',
  examples: ['heads'],
};

const layer = z.int().min(0).meta({ maximum: 11, description: 'Index of a layer.' });
const head = z.int().min(0).meta({ maximum: 11, description: 'Index of a head.' });

/** Fields that one kind of sweep needs and no other takes. */
const fieldsOf = { heads: [], layers: [], edges: ['layer', 'head'], states: ['patch'] } as const;
const ownFields = ['layer', 'head', 'patch'] as const;

export const sweepRequest = z
  .strictObject({
    model: maskedWordModel,
    ...sourceFields(parisExample),
    over: over.meta(overMeta),
    targets: optional(uniqueList(vocabularyEntry, limits.sweepTargets), {
      description: 'Words of the vocabulary to follow, each once; the best of the unchanged run where absent.',
      examples: [['capital', 'heart']],
    }),
    position: optional(tokenIndex, {
      description: 'The token at which words are read; the first [MASK] where absent.',
      examples: [4],
    }),
    mask_tokens: maskTokensField,
    layer: optional(layer, { description: 'The layer of the edges.', examples: [8] }),
    head: optional(head, { description: 'The head of the edges.', examples: [10] }),
    patch: optional(
      z
        .strictObject({
          text: text.meta({ description: 'The other text.', minLength: 1, examples: ['Rome is the [MASK] of Italy.'] }),
          text_pair: optional(text.meta({ minLength: 1 }), textPairMeta),
        })
        .meta({ description: 'The text that gives the states, of as many tokens.' }),
      { description: 'The text that gives the states.', examples: [{ text: 'Rome is the [MASK] of Italy.' }] },
    ),
    truncate,
  })
  .superRefine(expectOneSource)
  .superRefine((value, context) => {
    const report = (path: string, message: string, code: IssueParams['code']) =>
      context.addIssue({ code: 'custom', path: [path], message, params: { code } satisfies IssueParams });
    const own: readonly string[] = fieldsOf[value.over];
    for (const field of ownFields) {
      const given = value[field] !== undefined;
      if (own.includes(field) && !given)
        report(field, `expected beside "over": "${value.over}", found none`, 'missing_field');
      if (given && !own.includes(field))
        report(field, `expected nothing beside "over": "${value.over}"`, 'invalid_value');
    }
  })
  .meta({
    id: 'SweepRequest',
    description: 'What is asked.',
    examples: [
      { text: 'Paris is the [MASK] of France.', over: 'heads', targets: ['capital'] },
      { text: 'Paris is the [MASK] of France.', over: 'edges', layer: 8, head: 10 },
      { text: 'Paris is the [MASK] of France.', over: 'states', patch: { text: 'Rome is the [MASK] of Italy.' } },
      { ...byIds(parisExample), over: 'layers' },
    ],
  });

const followed = z.object({
  token: z.string().meta({ description: 'As the vocabulary spells it.', examples: ['capital'] }),
  id: z.int().meta({ description: 'Row of the vocabulary.', minimum: 0, maximum: 30_521, examples: [3007] }),
  log_probability: z.number().meta({
    description: 'Natural logarithm of its probability in the unchanged run.',
    maximum: 0,
    examples: [-0.003],
  }),
  logit: z.number().meta({ description: 'Its logit in the unchanged run.', examples: [14.2] }),
});

const changes = z.array(z.union([z.array(z.number()), matrix, matrices])).meta({ minItems: 1 });

export const sweepResponse = z
  .object({
    object: z.literal('sweep').meta({ description: 'What this is.' }),
    model: answeringModel,
    tokens,
    over: over.meta({ description: 'What was changed, one at a time.', examples: ['heads'] }),
    position: z.int().meta({ description: 'The token at which words were read.', minimum: 0, examples: [4] }),
    shape: shape.meta({ description: 'How the changes are laid out.', examples: [[12, 12]] }),
    targets: z.array(followed).meta({ description: 'The words, with the values of the unchanged run.', minItems: 1 }),
    log_probability: changes.meta({
      description:
        'Of each target, laid out as `shape`: natural logarithm of its probability, changed minus unchanged.',
      examples: [[[[-0.0012, 0.0003]]]],
    }),
    logit: changes.meta({
      description: 'The same of its logit.',
      examples: [[[[-0.11, 0.02]]]],
    }),
    truncated,
    usage,
  })
  .meta({ id: 'SweepResponse', description: 'What each single change does to the words.' });

export type SweepRequest = z.output<typeof sweepRequest>;
