import type { Change } from '../bert/change.ts';
import type { BertConfig } from '../bert/config.ts';
import type { FloatTensor } from '../bert/float-tensor.ts';
import type { OutputSink } from '../engine/outputs.ts';
import type { PassOptions } from '../engine/pass.ts';
import type { Rows } from '../engine/read-weight.ts';
import type { Threads } from '../engine/threads/threaded-kernels.ts';
import type { Tensor } from '../tensors/tensor.ts';
import type { TruncatedTokens } from '../tokenizer/bert-tokenizer.ts';
import type { Token } from '../tokenizer/token.ts';
import type { OpenFile } from '../weights/open-file.ts';
import type { FillMaskOptions, MaskPrediction } from './fill-mask.ts';

export interface LoadOptions {
  /** The model's public name, which is also its folder, e.g. `bert-base-uncased`. */
  readonly id: string;
  /** The compiled kernels; Workers may only use modules imported at build time, so the caller brings them. */
  readonly kernels: WebAssembly.Module;
  /** Shared kernels and the means to start threads, or one thread: `nodeKernels` and `webKernels` give both. */
  readonly threads?: Threads | undefined;
  readonly openFile: OpenFile;
  /** Called as bytes of the weights arrive. */
  readonly onProgress?: (loadedBytes: number, totalBytes: number) => void;
  /**
   * Awaited between the layers of a long forward pass, so that its thread can do other work. Without it a pass runs
   * through.
   */
  readonly betweenLayers?: (() => Promise<void>) | undefined;
}

/** The tokens of a text as a pass reads them. */
export type PassTokens = readonly Pick<Token, 'id' | 'type'>[];

/** Awaited between two packs of texts; `tokensLeft` counts the tokens of texts that have no vector yet. */
export type Pause = (tokensLeft: number) => Promise<void>;

export interface TraceOptions {
  /** [numHiddenLayers][numAttentionHeads]: a factor of attentionProbs; 1 keeps a head, 0 knocks it out. */
  readonly headMask?: readonly (readonly number[])[] | undefined;
  /** [seqLen], rows of the position table; absent: 0, 1, 2, ... */
  readonly positionIds?: readonly number[] | undefined;
  /** Is shown the numbers of every site, and the pass goes on with those that it gives. */
  readonly change?: Change | undefined;
  /** 'int16' where the pass is compared with another: both then round alike, and finely. */
  readonly activations?: 'int16' | undefined;
}

/**
 * Tokens of short texts that share a forward pass. Larger packs are no faster: BERT-base takes 2.5 ms a token in passes
 * of 64 tokens as in passes of 512, and other requests wait for the end of a pass.
 */
export const packTokens = 128;

/** One text of a pass over several. */
export interface PackText extends Pick<TraceOptions, 'positionIds' | 'change'> {
  readonly tokens: PassTokens;
  /** [seqLen, hiddenSize] at the pass's first layer, where that is named. */
  readonly hiddenStates?: Float32Array | undefined;
  /** Tokens whose logits are wanted. */
  readonly logitPositions: readonly number[];
}

/** A loaded BERT: transformers.js's tokenizer and model classes over one engine session. */
export interface Bert {
  readonly id: string;
  readonly config: BertConfig;
  /** Bytes of WebAssembly memory that the session holds. */
  readonly memoryBytes: number;
  /** Threads that share the work of a pass, 1 or more. */
  readonly threads: number;
  /** All names that `trace` knows, e.g. `query.3`, `hidden_states.12`, `logits`. */
  readonly outputNames: readonly string[];
  /** `[CLS] text [SEP]` or `[CLS] text [SEP] textPair [SEP]`, with offsets. */
  tokenize(text: string, textPair?: string): Token[];
  /** The same tokens one by one, for texts that may be too long to keep all of them. */
  streamTokens(text: string, textPair?: string): Iterable<Token>;
  /** At most `maxTokens` of them, the longer text cut first: Hugging Face's `truncation="longest_first"`. */
  truncate(maxTokens: number, text: string, textPair?: string): TruncatedTokens;
  /**
   * The named tensors of one text, without a batch dimension.
   * @throws UnknownTensorError listing the known names.
   */
  trace(
    tokens: PassTokens,
    names: readonly string[],
    options?: Pick<TraceOptions, 'headMask'>,
  ): Promise<Record<string, Tensor>>;
  /** One forward pass. Nothing of it is kept but what `sink` has copied. */
  pass(tokens: PassTokens, sink: OutputSink, options?: TraceOptions): Promise<void>;
  /** The same over several texts, with at most as many tokens as one text may have; all from one layer on, if it is named. */
  pack(texts: readonly PackText[], sink: OutputSink, options?: PassOptions): Promise<void>;
  /** The entry of the vocabulary. @throws UnknownTargetError where a word is none, in small letters neither. */
  wordId(word: string): number;
  /** The vocabulary's entry of this id. */
  word(id: number): string;
  /** The text of tokens, in the small letters of the vocabulary: Hugging Face's `decode`, added tokens left out where asked. */
  decode(ids: readonly number[], options?: { readonly skipSpecial?: boolean }): string;
  /**
   * A weight as the passes multiply by it, by its Hugging Face name without the prefix `bert.`; some rows of a matrix, all
   * where absent.
   * @param into where the numbers go; a new array where absent
   * @throws Error when the model has no such tensor, or not these rows.
   */
  readWeight(name: string, rows?: Rows, into?: Float32Array): FloatTensor;
  /** Indices of the tokens that are [MASK]: the rows of `logits`. */
  maskPositions(tokens: readonly Pick<Token, 'id'>[]): number[];
  /**
   * Mean-pooled, unit-length sentence vectors [hiddenSize], in the order of the texts. A long text is truncated to its
   * first tokens.
   */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  /**
   * The same vectors for texts that are already tokenized, one pack of texts after the other, without keeping any.
   * During a pause the engine holds nothing of these texts, and every finished vector has been taken.
   * @param inputIds [texts][n], [CLS] and [SEP] included
   * @param pause awaited between two packs; the event loop turns where absent
   */
  streamVectors(inputIds: readonly ArrayLike<number>[], pause?: Pause): AsyncIterable<Float32Array>;
  /**
   * `hidden_states.<layer>` of each text, [n, hiddenSize], in the same packs, without keeping any; no layer after it is
   * computed.
   * @param layer 0, the encoder's input, to numHiddenLayers, its output
   */
  streamStates(inputIds: readonly ArrayLike<number>[], layer: number, pause?: Pause): AsyncIterable<Float32Array>;
  /**
   * `pooler_output` of each text, [hiddenSize], in the same packs.
   * @throws Error where the model is stored without its pooler: `outputNames` says so.
   */
  streamPoolerOutput(inputIds: readonly ArrayLike<number>[], pause?: Pause): AsyncIterable<Float32Array>;
  /** As `fillMask` of `fill-mask.ts`. */
  fillMask(tokens: PassTokens, options: FillMaskOptions): Promise<MaskPrediction[]>;
  /** Gives back memory and threads, once nothing is at work any more. Nothing may be asked after it. */
  dispose(): Promise<void>;
}
