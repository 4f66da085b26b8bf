import { presetHeadSweep, presetTensors } from '../../first-paint/preset-trace.ts';
import type { SweepModel } from './sweep-heads.ts';

/** The engine as the model of this figure, while the site is built. */
export const presetSweep: SweepModel = {
  trace: (question, names) => presetTensors(question, names, { maskTokens: [question.blank] }),
  sweep: (question) => presetHeadSweep(question, question.blank),
};
