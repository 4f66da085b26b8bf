import { presetFillMask, presetTensors } from '../../first-paint/preset-trace.ts';
import type { KnockOutModel } from './knock-out.ts';

/** The engine as the model of this figure, while the site is built. */
export const presetModel: KnockOutModel = {
  trace: presetTensors,
  fillMask: async (...asked) => (await presetFillMask(...asked))[0]!.candidates,
};
