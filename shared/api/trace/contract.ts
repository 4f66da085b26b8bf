import { z } from 'zod';
import { batchInput } from '../batch/contract.ts';
import { uniqueList } from '../bounded-list.ts';
import { interventionFields } from '../fields/intervention.ts';
import { matrices, matrix, shape, vector } from '../fields/tensor-fields.ts';
import {
  answeringModel,
  byIds,
  catExample,
  expectOneSource,
  modelOrBert,
  textFields,
  tokens,
  truncate,
  truncated,
  usage,
} from '../fields/text.ts';
import { limits } from '../limits.ts';
import { defaulted } from '../optional.ts';

const fields = {
  tensors: uniqueList(
    z.string().min(1).max(limits.nameLength).meta({ description: 'One name, such as `query.3`.' }),
    limits.tensors,
  ).meta({
    description:
      'Exact names, each once; `query.*` means all layers. By layer: ' +
      '`query`, `key`, `value`, `context` [heads, n, head size]; `attention_scores`, `attentions` [heads, n, n]; ' +
      '`attention_norms` [heads, n, n] (each weight times the length of the vector it weights); `transformed_value` [heads, n, hidden]; `token_mixing` [n to, n from] (which token each vector after the attention block comes from: shares of lengths, each row adds up to 1, the diagonal is what a token keeps); `attention_output`, `attention_block`, `feed_forward_output`, `hidden_states` (0 to the last) [n, hidden]; ' +
      '`intermediate` [n, 4 hidden]; `mixing` [n, 1], the share of the attention block that comes from other tokens, 0 to 1. Without a layer: `embeddings.word`, `embeddings.position`, `embeddings.token_type`, `embeddings.sum`, `last_hidden_state` [n, hidden]; `pooler_output` [hidden], a map and a tangent of the last vector of `[CLS]`; `logits` [masks, vocabulary], and `logits.0` to `logits.12`: what the masked-word head reads in each of the `hidden_states`; it was trained for the last alone, and a map fitted to foresee the last layer reads otherwise.',
    examples: [['query.3'], ['hidden_states.*', 'attention_scores.8']],
  }),
  ...interventionFields(6),
  compare: defaulted(z.boolean(), false, {
    description:
      'Adds `delta.<name>`: with interventions, head_mask, position_ids and mask_tokens minus without; one of them must be there. The limits then count all of it as f32.',
    examples: [false],
  }),
  dtype: defaulted(z.enum(['f32', 'f16']), 'f32', {
    description: 'Type of the numbers that are sent.',
    examples: ['f32'],
  }),
  truncate,
};

export const traceRequest = z
  .strictObject({ ...textFields, ...fields })
  .superRefine(expectOneSource)
  .meta({
    id: 'TraceRequest',
    description: 'What is asked.',
    examples: [
      { text: 'The cat sat.', tensors: ['query.3', 'key.3'] },
      { text: 'The cat sat.', tensors: ['mixing.3'] },
      { ...byIds(catExample), tensors: ['mixing.3'] },
      { text: 'The cat sat.', tensors: ['token_mixing.3'] },
      { text: 'The cat sat.', tensors: ['mixing.3'], mask_tokens: [2], compare: true },
      {
        text: 'The cat sat.',
        tensors: ['last_hidden_state'],
        interventions: [{ at: 'embeddings.position', set: 0 }],
        compare: true,
      },
    ],
  });

/** The same of many texts. */
export const traceBatchRequest = z.strictObject({ model: modelOrBert, input: batchInput, ...fields }).meta({
  id: 'TraceBatchRequest',
  description: 'What is asked of many texts.',
  examples: [{ input: ['The cat sat.', 'It slept.'], tensors: ['mixing.3'] }],
});

export type TraceRequest = z.infer<typeof traceRequest>;

const tensor = z
  .object({
    dtype: z.enum(['f32', 'f16']).meta({ description: 'Type of the numbers.', examples: ['f32'] }),
    shape: shape.meta({ examples: [[1, 2, 2]] }),
    data: z.union([vector, matrix, matrices]).meta({
      description:
        'Numbers nested as deep as the shape: [rows, columns], [heads, rows, columns], or a list of numbers.',
      examples: [
        [
          [
            [0.25, -1.5],
            [3.125, 0.5],
          ],
        ],
      ],
    }),
  })
  .meta({ description: 'One tensor.' });

export const traceResponse = z
  .object({
    object: z.literal('trace').meta({ description: 'What this is.' }),
    model: answeringModel,
    tokens,
    tensors: z.record(z.string(), tensor).meta({
      description: 'The tensors by name, in the order asked; `delta.<name>` after them with `compare`.',
    }),
    truncated,
    usage,
  })
  .meta({ id: 'TraceResponse', description: 'The named tensors of one text.' });
