import { emitPairs } from './emit.ts';
import { roundUp } from './memory-plan.ts';
import type { Pass } from './pass.ts';

/** One head of one text, and where its parts stand. */
export interface Head {
  readonly layer: number;
  readonly head: number;
  readonly text: number;
  /** Tokens of the text. */
  readonly length: number;
  /** `length` up to the next multiple of 8: row length of `scores`. */
  readonly paddedLength: number;
  /** Byte offset of the head's first number in query, key, value and context. */
  readonly offset: number;
}

export function headOf({ config, texts }: Pass, layer: number, text: number, head: number): Head {
  const { start, length } = texts[text];
  const offset = (start * config.hiddenSize + head * config.headSize) * 4;
  return { layer, head, text, length, paddedLength: roundUp(length, 8), offset };
}

/** attentionScores = query keyᵀ / sqrt(headSize), [n, n] of one head, into `scores`. */
export function attentionScores(pass: Pass, at: Head): void {
  const { kernels, plan, config } = pass;
  const { length, paddedLength, offset } = at;
  const stride = config.hiddenSize * 4;
  const scale = 1 / Math.sqrt(config.headSize);
  const panels = plan.panels.address;
  kernels.packKeys(plan.key.address + offset, stride, length, config.headSize, scale, panels, paddedLength);
  kernels.multiply(
    plan.query.address + offset,
    stride,
    length,
    panels,
    config.headSize,
    plan.scores.address,
    paddedLength * 4,
    paddedLength,
  );
  emitPairs(pass, `attention_scores.${at.layer}`, at.text, at.head, plan.scores.address, paddedLength);
}
