import { fillMaskRequest } from '../../../../shared/api/fill-mask/contract.ts';
import { presetFillMask, presetLayerSweep } from '../../../first-paint/preset-trace.ts';
import type { ChangedModel } from './changed-guess.ts';

/** The engine as the model that is changed, while the site is built. It refuses what the API would. */
export const presetModel: ChangedModel = {
  async probability(body, blank, word) {
    const wanted = fillMaskRequest.parse({ ...body, positions: [blank], targets: [word] });
    const { text = '', text_pair: pair = '', mask_tokens: maskTokens, positions, targets, ...change } = wanted;
    const filling = { ...(maskTokens && { maskTokens }), ...(positions && { positions }), targets, change };
    const [mask] = await presetFillMask({ text, pair }, 1, filling);
    return mask!.candidates[0]!.probability;
  },
  withoutLayer({ text, text_pair: pair = '' }, blank, word) {
    return presetLayerSweep({ text, pair }, blank, word);
  },
};
