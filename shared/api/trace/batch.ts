import { traceShapes } from '../../model/read-trace.ts';
import type { BatchKind } from '../batch/kind.ts';
import { maskCount } from '../checks/mask.ts';
import { planTrace, type TracePlan, traceAnswer, traceTensors } from './answer.ts';
import type { TraceRequest } from './contract.ts';

/** Tensors of many texts, each read in a pass of its own. */
export const traceBatch: BatchKind<TraceRequest, TracePlan> = {
  plan: planTrace,
  sharesPasses: () => false,
  answers: async (bert, plans, space) => {
    const answers = [];
    for (const plan of plans) answers.push(traceAnswer(bert, plan.prompt, await traceTensors(bert, plan, space)));
    return answers;
  },
  tensors: (bert, { prompt: { tokens }, names, dtype, compare }) => {
    const shapes = traceShapes(bert, names, tokens.length, maskCount(tokens));
    const under = (prefix: string) =>
      names.map((name, index) => [`${prefix}${name}`, { dtype, shape: shapes[index]! }]);
    return Object.fromEntries([...under(''), ...(compare ? under('delta.') : [])]);
  },
};
