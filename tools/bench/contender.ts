/** Where a contender finds a model. */
export interface ModelFiles {
  readonly id: string;
  /** Our converted folder. */
  readonly converted: string;
  /** Folder with `config.json`, the tokenizer and `onnx/`. */
  readonly onnx: string;
  /** ONNX file without ending: `model`, or `model_attentions` to have those among the outputs. */
  readonly onnxFile: string;
  /** That share the work of a pass. */
  readonly threads: number;
}

/** One runtime with one model loaded. */
export interface Contender {
  /** One forward pass of one text, [CLS] and [SEP] among its ids. last_hidden_state, [seqLen, hiddenSize] */
  forward(tokenIds: readonly number[]): Promise<Float32Array>;
  /** attentionProbs, [numHiddenLayers][numAttentionHeads, seqLen, seqLen] */
  attentions(tokenIds: readonly number[], tokenTypeIds: readonly number[]): Promise<Float32Array[]>;
  /** From texts to mean-pooled vectors of unit length, by the runtime's own pipeline. */
  embed?(texts: readonly string[]): Promise<void>;
  /** Milliseconds by kernel since the last call, where the contender can tell. */
  profile?(): Record<string, number>;
}

export type LoadContender = (files: ModelFiles) => Promise<Contender>;

export const contenderNames = ['ours', 'stock', 'newest', 'native', 'native-int8'] as const;

/** Those whose threads can be counted out: stock transformers.js has one in Node. */
export const withThreads: readonly ContenderName[] = ['ours', 'newest', 'native', 'native-int8'];

export type ContenderName = (typeof contenderNames)[number];
