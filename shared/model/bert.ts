import type { Change } from '../bert/change.ts';
import type { BertConfig } from '../bert/config.ts';
import type { OutputSink } from '../engine/outputs.ts';
import type { Tensor } from '../tensors/tensor.ts';
import type { TruncatedTokens } from '../tokenizer/bert-tokenizer.ts';
import type { Token } from '../tokenizer/token.ts';
import type { OpenFile } from '../weights/open-file.ts';

export interface LoadOptions {
  /** Folder and public name, e.g. `bert-base-uncased`. */
  readonly id: string;
  /** The compiled kernels; Workers may only use modules imported at build time, so the caller brings them. */
  readonly kernels: WebAssembly.Module;
  readonly openFile: OpenFile;
  /** Called as weights arrive. */
  readonly onProgress?: (loadedBytes: number, totalBytes: number) => void;
  /** Awaited between the layers of a long pass, so that its thread can do other things; absent: a pass runs through. */
  readonly betweenLayers?: (() => Promise<void>) | undefined;
}

/** Awaited between two packs of texts; `tokensLeft` are those of the texts that have no vector yet. */
export type Pause = (tokensLeft: number) => Promise<void>;

export interface TraceOptions {
  /** [numHiddenLayers][numAttentionHeads], 1 keeps a head, 0 knocks it out: multiplies attentionProbs. */
  readonly headMask?: readonly (readonly number[])[] | undefined;
  /** [seqLen], rows of the position table; absent: 0, 1, 2, ... */
  readonly positionIds?: readonly number[] | undefined;
  /** Is shown the numbers of every site, and the pass goes on with those that it gives. */
  readonly change?: Change | undefined;
}

export interface MaskCandidate {
  readonly token: string;
  readonly id: number;
  /** Softmax over the whole vocabulary, 0..1. */
  readonly probability: number;
}

export interface MaskPrediction {
  /** Index of the [MASK], or of the position asked for, among the tokens. */
  readonly index: number;
  /** Which hidden states the head read: 0 is its input's, numHiddenLayers the last. */
  readonly hiddenState: number;
  readonly candidates: readonly MaskCandidate[];
}

export interface FillMaskOptions extends TraceOptions {
  readonly topK: number;
  /** Vocabulary words to score besides or instead of the best ones. */
  readonly targets?: readonly string[];
  /** Tokens to read a word at; absent: every [MASK]. */
  readonly positions?: readonly number[] | undefined;
  /** Hidden states to read it from, 0 to numHiddenLayers; absent: the last. */
  readonly hiddenStates?: readonly number[] | undefined;
}

/** A loaded BERT: transformers.js's tokenizer and model classes over one engine session. */
export interface Bert {
  readonly id: string;
  readonly config: BertConfig;
  /** Bytes of WebAssembly memory that the session holds. */
  readonly memoryBytes: number;
  /** All names that `trace` knows, e.g. `query.3`, `hidden_states.12`, `logits`. */
  readonly outputNames: readonly string[];
  /** `[CLS] text [SEP]` or `[CLS] text [SEP] textPair [SEP]`, with offsets. */
  tokenize(text: string, textPair?: string): Token[];
  /** The same tokens one by one, for texts that may be far too long to keep theirs. */
  streamTokens(text: string, textPair?: string): Iterable<Token>;
  /** At most `maxTokens` of them, the longer text cut first: Hugging Face's `truncation="longest_first"`. */
  truncate(maxTokens: number, text: string, textPair?: string): TruncatedTokens;
  /** The named tensors of one text, without a batch dimension. Fails with the list of known names on an unknown one. */
  trace(
    tokens: readonly Pick<Token, 'id' | 'type'>[],
    names: readonly string[],
    options?: Pick<TraceOptions, 'headMask'>,
  ): Promise<Record<string, Tensor>>;
  /** One forward pass, at whose end nothing is kept but what `sink` has copied. */
  pass(tokens: readonly Pick<Token, 'id' | 'type'>[], sink: OutputSink, options?: TraceOptions): Promise<void>;
  /** Indices of the tokens that are [MASK]: the rows of `logits`. */
  maskPositions(tokens: readonly Pick<Token, 'id'>[]): number[];
  /** Mean-pooled, unit-length sentence vectors, in the order asked; of long texts, those of their first tokens. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  /**
   * The same vectors of texts that are tokenized already, pack by pack, without keeping any. In a pause nothing of them
   * stands in the engine's memory, and every vector so far has been taken.
   * @param inputIds [texts][n], [CLS] and [SEP] included
   * @param pause between two packs; absent: the event loop turns
   */
  streamVectors(inputIds: readonly ArrayLike<number>[], pause?: Pause): AsyncIterable<Float32Array>;
  /** Candidates for each [MASK], or at each position asked for, from each of the hidden states; fails with NoMaskError when there is none, or when the model has no masked-LM head. */
  fillMask(tokens: readonly Pick<Token, 'id' | 'type'>[], options: FillMaskOptions): Promise<MaskPrediction[]>;
}
