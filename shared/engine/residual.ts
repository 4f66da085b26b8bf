import type { Site } from '../bert/sites.ts';
import { changeRows } from './change.ts';
import { emitRows } from './emit.ts';
import type { Pass } from './pass.ts';
import type { NormWeights } from './weights.ts';

/** Where the two halves of a layer begin and end. */
interface Ends {
  /** What is carried past the update: hiddenStates before it. */
  readonly carried: Site;
  /** The result. */
  readonly result: Site;
}

/** hiddenStates = LayerNorm(hiddenStates + update), where `update` [rows, hiddenSize] stands in `key`. */
export function residual(pass: Pass, { gamma, beta }: NormWeights, { carried, result }: Ends): void {
  const { kernels, plan, rows, config } = pass;
  const { hiddenSize, layerNormEps } = config;
  changeRows(pass, carried, plan.hidden.address, hiddenSize);
  kernels.addLayerNorm(plan.hidden.address, plan.key.address, gamma, beta, rows, hiddenSize, layerNormEps);
  changeRows(pass, result, plan.hidden.address, hiddenSize);
  emitRows(pass, result, plan.hidden.address, hiddenSize);
}
