import { changePairs } from './change.ts';
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
  scoreRows(pass, at, 0, at.length, pass.plan.scores.address);
  changePairs(pass, `attention_scores.${at.layer}`, at, pass.plan.scores.address);
  emitPairs(pass, `attention_scores.${at.layer}`, at.text, at.head, pass.plan.scores.address, at.paddedLength);
}

/** The rows of `count` queries from `first` on, [count, paddedLength], to the address `out`. */
export function scoreRows({ kernels, plan, config }: Pass, at: Head, first: number, count: number, out: number): void {
  const { length, paddedLength, offset } = at;
  const stride = config.hiddenSize * 4;
  const scale = 1 / Math.sqrt(config.headSize);
  const panels = plan.panels.address;
  kernels.packKeys(plan.key.address + offset, stride, length, config.headSize, scale, panels, paddedLength);
  const queries = plan.query.address + offset + first * stride;
  kernels.multiply(queries, stride, count, panels, config.headSize, out, paddedLength * 4, paddedLength);
}
