import type { HeadMetric } from '../../shared/analysis/head-metrics.ts';
import { namesOf, type SquareNames } from '../figures/marks/matrix/square-names.ts';
import type { TensorName } from '../figures/marks/number/tensor-name.ts';
import { type AttentionLens, matrixName } from '../model/attention-trace.ts';
import { isPlainPass } from './changes/changed-pass.ts';
import type { Changes } from './place.ts';

/** Which numbers a matrix shows. */
export interface Shows {
  readonly lens: AttentionLens;
  readonly words: boolean;
  readonly changes: Changes;
}

/**
 * Names of one head's numbers, or of a layer's with rollout; `request` is the index of their body in `data-request`.
 */
export function squareNames(shows: Shows, layer: number, head: number, request = 0): SquareNames {
  const { lens, words, changes } = shows;
  const at = request === 0 ? '' : `@${request}`;
  const matrix =
    lens === 'rollout' && !isPlainPass(changes)
      ? `rollout(attentions${at})[${layer}]`
      : matrixName(lens, layer, head).replace(/^[a-z_]+/, `$&${at}`);
  return namesOf(matrix, words, isDivided(shows));
}

/**
 * Whether the page divides each row by its sum. Rows of weights already sum to 1, or to 0 where the head is knocked
 * out; rows of a rollout sum to 1 unless heads are knocked out.
 */
function isDivided({ lens, changes }: Shows): boolean {
  return lens === 'norm' || (lens === 'rollout' && changes.off.length > 0);
}

/**
 * Name of a metric in the overview: the API's own where the weights are unchanged, else a formula over the numbers
 * shown.
 */
export function metricName(metric: HeadMetric, shows: Shows, layer: number, head: number): TensorName {
  if (shows.lens === 'weight' && isPlainPass(shows.changes)) return `metrics.${metric}[${layer}][${head}]`;
  return `${metric}(${squareNames({ ...shows, words: false }, layer, head).shares})`;
}
