import { rollout } from '../../shared/analysis/rollout.ts';
import type { AttentionTrace } from '../model/attention-trace.ts';

/** Rollout of a trace, by the mean of the heads: attentions [layers, heads, n, n] -> [layers, n, n]. */
export function rolledOut(trace: AttentionTrace): AttentionTrace {
  const { tokens, layers, heads, attentions } = trace;
  const n = tokens.length;
  const square = n * n;
  const rolled = new Float32Array(layers.length * square);
  let previous: Float32Array | undefined;
  layers.forEach((_, index) => {
    previous = rollout(
      meanOfHeads(attentions.subarray(index * heads.length * square), heads.length, square),
      n,
      previous,
    );
    rolled.set(previous, index * square);
  });
  return { ...trace, holds: 'rollout', attentions: rolled };
}

function meanOfHeads(attentions: Float32Array, heads: number, square: number): Float32Array {
  const mean = new Float32Array(square);
  for (let head = 0; head < heads; head++) {
    for (let i = 0; i < square; i++) mean[i]! += attentions[head * square + i]! / heads;
  }
  return mean;
}
