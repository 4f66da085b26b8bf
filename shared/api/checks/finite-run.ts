import { type Change, touches } from '../../bert/change.ts';
import type { FloatTensor } from '../../bert/float-tensor.ts';
import type { Site } from '../../bert/sites.ts';
import { ApiError } from '../errors.ts';

/**
 * The same change, which refuses what comes of it where that is no number any more: numbers near the end of float32 become
 * infinite in the next sum, and all that follows would be NaN or, worse, look like an answer.
 * @param lastLayer 0-based; a pass that ends with its attention has no hidden states after it
 * @throws ApiError 400, while the pass runs
 */
export function finiteChange(change: Change, lastLayer: number): Change {
  const isChecked = (site: Site) => site.startsWith('hidden_states.') || site === `attentions.${lastLayer}`;
  const checking = (site: Site, values: FloatTensor, head?: number) => {
    const changed = touches(change, site) ? change(site, values, head) : values;
    if (isChecked(site) && !changed.data.every(Number.isFinite)) throw notFinite(site);
    return changed;
  };
  return Object.assign(checking, { touches: (site: Site) => isChecked(site) || touches(change, site) });
}

function notFinite(site: Site): ApiError {
  const message = `interventions: expected changes after which ${site} has finite float32 numbers, found some that are not. Set, scale or add smaller numbers.`;
  return new ApiError('out_of_range', message, { param: 'interventions' });
}
