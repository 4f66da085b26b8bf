import { emitRows } from './emit.ts';
import type { Pass } from './pass.ts';
import type { NormWeights } from './weights.ts';

/** hiddenStates = LayerNorm(hiddenStates + update), where `update` [rows, hiddenSize] stands in `key`. */
export function residual(pass: Pass, { gamma, beta }: NormWeights, name: string): void {
  const { kernels, plan, rows, config } = pass;
  const { hiddenSize, layerNormEps } = config;
  kernels.addLayerNorm(plan.hidden.address, plan.key.address, gamma, beta, rows, hiddenSize, layerNormEps);
  emitRows(pass, name, plan.hidden.address, hiddenSize);
}
