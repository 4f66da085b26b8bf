import type { Change } from '../bert/change.ts';
import type { BertConfig } from '../bert/config.ts';
import type { RowBits } from '../weights/weight-format.ts';
import type { Kernels } from './kernels.ts';
import type { MemoryPlan } from './memory-plan.ts';
import type { OutputSink, PassEnd } from './outputs.ts';
import type { BertWeights } from './weights.ts';

/** One text of a pass: real tokens only, padding never enters. */
export interface EngineText {
  readonly inputIds: ArrayLike<number>;
  readonly tokenTypeIds: ArrayLike<number>;
  /** Place of each token in its sequence; absent: 0, 1, 2, ... */
  readonly positions?: ArrayLike<number>;
  /** Is shown the numbers of every site, and the pass goes on with those that it gives; absent: nothing is changed. */
  readonly change?: Change | undefined;
  /** hiddenStates with which the pass's first layer begins, [seqLen, hiddenSize]; the embeddings where absent. */
  readonly hiddenStates?: Float32Array | undefined;
  /** Tokens whose masked-LM logits are wanted, if any. */
  readonly logitPositions?: ArrayLike<number>;
}

/** What holds for all texts of a pass. */
export interface PassOptions {
  /** [numHiddenLayers][numAttentionHeads]; absent: every head counts fully. */
  readonly headMask?: readonly (readonly number[])[] | undefined;
  /**
   * 'int16' where a pass is compared with another, so that both round alike and finely; absent: matrices of six bits read
   * int8, which is faster and serves most passes, and those of eight bits what their model says.
   */
  readonly activations?: 'int16' | undefined;
  /** The layer with which the pass begins, from the hidden states that its texts bring; absent: it begins with the embeddings. */
  readonly firstLayer?: number | undefined;
}

/** A text's rows in the packed matrices: `start` up to `start + length`. */
export interface PackedText extends EngineText {
  readonly start: number;
  readonly length: number;
}

/** What every step of one forward pass works on. */
export interface Pass extends PassEnd, PassOptions {
  readonly config: BertConfig;
  readonly kernels: Kernels;
  readonly plan: MemoryPlan;
  readonly weights: BertWeights;
  /** Bits of an activation beside int8 weights, where `activations` does not say otherwise. */
  readonly rowBits: RowBits;
  /** The whole memory as float32. */
  readonly floats: Float32Array;
  readonly texts: readonly PackedText[];
  /** Tokens of all texts together. */
  readonly rows: number;
  readonly sink: OutputSink;
}

/** Lays the texts out one after the other. */
export function packTexts(texts: readonly EngineText[]): PackedText[] {
  let start = 0;
  return texts.map((text) => {
    const length = text.inputIds.length;
    const packed = { ...text, start, length };
    start += length;
    return packed;
  });
}
