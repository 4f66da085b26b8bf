import { fillMaskRequest } from '../../../shared/api/fill-mask/contract.ts';
import { presetFillMask, presetTensors } from '../../first-paint/preset-trace.ts';
import type { FillModel } from './ask-guesses.ts';

/** The engine as the model of this figure, while the site is built. It refuses what the API would. */
export const presetModel: FillModel = {
  tokens: async (sentence) => (await presetTensors(sentence, ['mixing.0'])).tokens,
  fill: async (body) => {
    const { text = '', text_pair: pair = '', top_k, mask_tokens, positions, ...change } = fillMaskRequest.parse(body);
    const masked = mask_tokens && { maskTokens: mask_tokens };
    const [mask] = await presetFillMask({ text, pair }, top_k, { ...masked, ...(positions && { positions }), change });
    return mask!.candidates;
  },
};
