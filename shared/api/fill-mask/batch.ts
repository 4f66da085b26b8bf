import type { BatchKind } from '../batch/kind.ts';
import { type FillMaskPlan, fillMaskAnswer, planFillMask, predictions } from './answer.ts';
import type { FillMaskRequest } from './contract.ts';

/** Masked words of many texts, each read in a pass of its own. */
export const fillMaskBatch: BatchKind<FillMaskRequest, FillMaskPlan> = {
  plan: planFillMask,
  sharesPasses: () => false,
  answers: async (bert, plans) => {
    const answers = [];
    for (const plan of plans) answers.push(fillMaskAnswer(bert, plan.prompt, await predictions(bert, plan)));
    return answers;
  },
};
