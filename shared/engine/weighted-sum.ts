import type { Head } from './attention-scores.ts';
import type { Pass } from './pass.ts';

/** context = attentionProbs value, [n, headSize] of one head, over its query, which nobody needs any more. */
export function weightedSum({ kernels, plan, config }: Pass, { length, paddedLength, offset }: Head): void {
  const stride = config.hiddenSize * 4;
  const panels = plan.panels.address;
  kernels.packValues(plan.value.address + offset, stride, length, config.headSize, panels, paddedLength);
  kernels.multiply(
    plan.scores.address,
    paddedLength * 4,
    length,
    panels,
    paddedLength,
    plan.query.address + offset,
    stride,
    config.headSize,
  );
}
