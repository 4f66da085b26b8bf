import { headMetricNames } from '../../analysis/head-metrics.ts';
import { attentionShapes, readAttention, readAttentions, type ShapedTensor } from '../../model/read-attention.ts';
import type { BatchKind } from '../batch/kind.ts';
import { optionsOf } from '../checks/changed-run.ts';
import { attentionAnswer, fieldsOf, finite } from './answer.ts';
import type { AttentionRequest } from './contract.ts';
import { passAttention } from './passing.ts';
import { type AttentionPlan, namedHeads, planAttention } from './plan.ts';

/** Attention of many texts. */
export const attentionBatch: BatchKind<AttentionRequest, AttentionPlan> = {
  plan: planAttention,
  sharesPasses: ({ interventions, position_ids: positionIds }) => !interventions && !positionIds,
  answers: async (bert, plans, space) => {
    const texts = plans.map(({ prompt, options }) => ({ tokens: prompt.tokens, options }));
    const [{ changes, options, prompt }] = plans as [AttentionPlan, ...AttentionPlan[]];
    const changed = await optionsOf(bert, changes);
    const isChanged = changed.change !== undefined || changed.positionIds !== undefined;
    const read = isChanged
      ? [finite(await readAttention(bert, { tokens: prompt.tokens, ...changed }, options, space), changes)]
      : await readAttentions(bert, texts, changed.headMask, space);
    return plans.map((plan, index) => attentionAnswer(fieldsOf(bert, plan), read[index]!));
  },
  tensors: (_, { prompt, options }) => {
    const metric: ShapedTensor = { dtype: 'F32', shape: options.places.shape };
    const metrics = options.metrics ? headMetricNames.map((name) => [`metrics.${name}`, metric]) : [];
    return { ...Object.fromEntries(metrics), ...attentionShapes(options, prompt.tokens.length) };
  },
  metadata: (bert, request) => ({ ...namedHeads(bert, request), reduce: request.reduce }),
  pass: passAttention,
};
