import { fetchFillMask, fetchLayerSweep } from '../../../model/fetch-tasks.ts';
import type { ChangedModel } from './changed-guess.ts';

/** The API as the model that is changed. @throws as `fetchFillMask` does */
export function apiModel(signal: AbortSignal): ChangedModel {
  return {
    async probability(body, blank, word) {
      const { masks } = await fetchFillMask({ ...body, positions: [blank], targets: [word] }, signal);
      return masks[0]!.candidates[0]!.probability;
    },
    async withoutLayer(body, blank, word) {
      const changes = await fetchLayerSweep({ ...body, position: blank, targets: [word] }, signal);
      return changes[0]!;
    },
  };
}
