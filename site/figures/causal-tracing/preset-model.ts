import { fillMaskRequest } from '../../../shared/api/fill-mask/contract.ts';
import { presetFillMask, presetStateSweep, presetTensors } from '../../first-paint/preset-trace.ts';
import type { PairModel } from './ask-patch.ts';

/** The engine as the model of this figure, while the site is built. It refuses what the API would. */
export const presetModel: PairModel = {
  tokens: async (text) => (await presetTensors({ text, pair: '' }, ['mixing.0'])).tokens,
  fill: async (body) => {
    const { text = '', top_k, positions, targets, ...change } = fillMaskRequest.parse(body);
    const [mask] = await presetFillMask({ text, pair: '' }, top_k, { positions: positions!, targets, change });
    return mask!.candidates;
  },
  sweep: (question) => presetStateSweep(question),
};
