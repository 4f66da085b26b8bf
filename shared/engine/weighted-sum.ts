import type { Head } from './attention-scores.ts';
import type { Pass } from './pass.ts';

/** context = attentionProbs value, [n, headSize] of one head, over its query, which nobody needs any more. */
export function weightedSum({ kernels, plan, config }: Pass, { length, paddedLength, offset }: Head): void {
  const stride = config.hiddenSize * 4;
  kernels.multiply(
    plan.scores.address,
    paddedLength * 4,
    length,
    plan.value.address + offset,
    stride,
    length,
    plan.query.address + offset,
    stride,
    config.headSize,
  );
}
