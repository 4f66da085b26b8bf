import { foldMean } from '../../../shared/analysis/head-reduction.ts';
import { rollout } from '../../../shared/analysis/rollout.ts';
import type { Token } from '../../../shared/tokenizer/token.ts';
import { headCount, layerCount, type ReaderPlace } from '../../model/reader-place.ts';
import { type FigureView, plainNumbers, type Trace, tokenWithin, traceRow } from '../../model/trace.ts';

/** One token's row in two readings, for all layers up to the chosen one. */
export interface RolloutView extends Pick<ReaderPlace, 'layer' | 'head' | 'token'> {
  readonly tokens: readonly Token[];
  /** Mean weight over the heads of each layer, [numHiddenLayers][seqLen]. */
  readonly means: readonly (readonly number[])[];
  /** Share of each input token after each layer, [numHiddenLayers][seqLen]. */
  readonly rolled: readonly (readonly number[])[];
}

const layers = Array.from({ length: layerCount }, (_, layer) => layer);

export const rolloutFigure: FigureView<RolloutView> = {
  names: () => layers.map((layer) => `attentions.${layer}`),
  view: (trace, place) => {
    const token = tokenWithin(trace, place);
    const { layer, head } = place;
    return { tokens: trace.tokens, layer, head, token, ...rolloutRows(trace, token, layers.length) };
  },
};

/** Row `token` of the heads' mean weights and of the rollout, layer by layer. Every row sums to 1. */
export function rolloutRows(
  trace: Trace,
  token: number,
  depth: number,
  heads = headCount,
): Pick<RolloutView, 'means' | 'rolled'> {
  const n = trace.tokens.length;
  const row = (matrix: Float32Array) => plainNumbers(matrix.subarray(token * n, (token + 1) * n));
  const means: number[][] = [];
  const rolled: number[][] = [];
  let previous: Float32Array | undefined;
  for (let layer = 0; layer < depth; layer++) {
    const mean = new Float32Array(n * n);
    for (let head = 0; head < heads; head++) foldMean(mean, traceRow(trace, `attentions.${layer}`, head), heads);
    previous = rollout(mean, n, previous);
    means.push(row(mean));
    rolled.push(row(previous));
  }
  return { means, rolled };
}
