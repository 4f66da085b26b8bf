import type { HeadMetric } from '../../shared/analysis/head-metrics.ts';
import { namesOf, type SquareNames } from '../figures/marks/matrix/square-names.ts';
import type { TensorName } from '../figures/marks/number/tensor-name.ts';
import { type AttentionLens, matrixName } from '../model/attention-trace.ts';
import { hasChanges } from './changes/head-mask.ts';
import type { Changes } from './place.ts';

/** What a matrix shows. */
export interface Shows {
  readonly lens: AttentionLens;
  readonly words: boolean;
  readonly changes: Changes;
}

/** Of one head, or of a layer's rollout; `request` is which of the bodies of `data-request` they answer. */
export function squareNames(shows: Shows, layer: number, head: number, request = 0): SquareNames {
  const { lens, words, changes } = shows;
  const at = request === 0 ? '' : `@${request}`;
  const matrix =
    lens === 'rollout' && hasChanges(changes)
      ? `rollout(attentions${at})[${layer}]`
      : matrixName(lens, layer, head).replace(/^[a-z_]+/, `$&${at}`);
  return namesOf(matrix, words, isDivided(shows));
}

/** Rows of weights sum to 1, or to 0 where the head is out; those of a rollout do unless heads are out. */
function isDivided({ lens, changes }: Shows): boolean {
  return lens === 'norm' || (lens === 'rollout' && changes.off.length > 0);
}

/** A number of the overview: the API's own of the weights as they are, else computed of what is shown. */
export function metricName(metric: HeadMetric, shows: Shows, layer: number, head: number): TensorName {
  if (shows.lens === 'weight' && !hasChanges(shows.changes)) return `metrics.${metric}[${layer}][${head}]`;
  return `${metric}(${squareNames({ ...shows, words: false }, layer, head).shares})`;
}
