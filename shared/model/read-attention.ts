import { type FoldHead, foldMax, foldMean } from '../analysis/head-reduction.ts';
import { rollout } from '../analysis/rollout.ts';
import { mergeWords, type Word } from '../analysis/word-merging.ts';
import type { OutputSink } from '../engine/outputs.ts';
import type { FloatDtype } from '../tensors/element-types.ts';
import type { TensorPieces } from '../tensors/tensor-pieces.ts';
import type { TensorSpace, WritableTensor } from '../tensors/tensor-space.ts';
import type { Token } from '../tokenizer/token.ts';
import type { Bert, TraceOptions } from './bert.ts';
import { headSink, sinkOfAll } from './head-squares.ts';
import { type HeadMetricTensors, readHeadMetrics } from './read-head-metrics.ts';

/**
 * How the heads of a layer become the answer. `norm` reduces nothing: it multiplies each weight by the length of the
 * vector that it weights.
 */
export type Reduction = 'none' | 'norm' | 'mean' | 'max' | 'rollout';

/** One run of the model over one text. */
export interface AttentionRun extends TraceOptions {
  readonly tokens: readonly Token[];
}

export interface AttentionOptions {
  /** 0-based, each once; answered in this order. */
  readonly layers: readonly number[];
  /** 0-based, each once; answered in this order, or reduced over. */
  readonly heads: readonly number[];
  readonly reduce: Reduction;
  /** Merge tokens into these words. */
  readonly words?: readonly Word[];
  readonly dtype: FloatDtype;
  /**
   * Also describe each head by numbers from the same pass. They are always those of the head's own, unmerged attention.
   */
  readonly metrics: boolean;
}

export interface AttentionTensors {
  readonly attentions: TensorPieces;
  readonly metrics: HeadMetricTensors | undefined;
}

/** [layers, heads, n, n], or [layers, n, n] where the heads are reduced to one matrix. */
export function attentionShape(
  options: Pick<AttentionOptions, 'layers' | 'heads' | 'reduce' | 'words'>,
  tokens: number,
): number[] {
  const n = options.words?.length ?? tokens;
  return [options.layers.length, ...(perHead(options.reduce) ? [options.heads.length] : []), n, n];
}

/** Whether the answer holds every head on its own. */
export function perHead(reduce: Reduction): boolean {
  return reduce === 'none' || reduce === 'norm';
}

/**
 * Attention of one text: the chosen heads, merged into words and reduced while one forward pass computes them head by
 * head. Besides the answer in `space`, memory holds a few [n, n], never a whole layer.
 */
export async function readAttention(
  bert: Bert,
  { tokens, ...changes }: AttentionRun,
  options: AttentionOptions,
  space: TensorSpace,
): Promise<AttentionTensors> {
  const answer = space.tensor(options.dtype, attentionShape(options, tokens.length));
  const metrics = options.metrics ? readHeadMetrics(tokens, options.layers, options.heads) : undefined;
  const sinks = [writingTo(answer, tokens.length, options), ...(metrics ? [metrics.sink] : [])];
  await bert.pass(tokens, sinkOfAll(sinks), changes);
  return { attentions: answer, metrics: metrics?.tensors() };
}

/** A sink that writes the asked numbers of each head into `answer`. */
function writingTo(answer: WritableTensor, tokens: number, options: AttentionOptions): OutputSink {
  const { layers, reduce, words } = options;
  const heads = new Set(options.heads);
  const read = readers[reduce]({ tokens, words, heads: heads.size });
  const output = reduce === 'norm' ? 'attention_norms' : 'attentions';
  return headSink(tokens, output, layersToRead(layers, reduce), (layer, head, square) => {
    const matrix = heads.has(head) ? read(square) : undefined;
    if (matrix === undefined) return;
    const place = placeOf(options, layer, head);
    if (place !== undefined) answer.write(place * matrix.length, matrix);
  });
}

/**
 * Index in the answer of the matrix that this head is, or completes. Undefined for a layer that the answer does not
 * hold.
 */
function placeOf({ layers, heads, reduce }: AttentionOptions, layer: number, head: number): number | undefined {
  const row = layers.indexOf(layer);
  if (row < 0) return undefined;
  return perHead(reduce) ? row * heads.length + heads.indexOf(head) : row;
}

/** Rollout multiplies all layers from 0 on, so it reads layers that the answer does not hold. */
function layersToRead(layers: readonly number[], reduce: Reduction): number[] {
  if (reduce !== 'rollout') return [...layers];
  return Array.from({ length: Math.max(...layers) + 1 }, (_, layer) => layer);
}

/** Sizes that a `HeadReader` depends on. */
interface Sizes {
  readonly tokens: number;
  readonly words: readonly Word[] | undefined;
  /** How many heads of a layer are read. */
  readonly heads: number;
}

/** Takes one head [n, n]. Returns a matrix where this head completes one; the next head may overwrite it. */
type HeadReader = (attentionProbs: Float32Array) => Float32Array | undefined;

const readers: Readonly<Record<Reduction, (sizes: Sizes) => HeadReader>> = {
  none: merging,
  norm: merging,
  mean: (sizes) => {
    const merge = merging(sizes);
    return folding(foldMean, sizes.tokens, sizes.heads, merge);
  },
  max: (sizes) => {
    const merge = merging(sizes);
    const fold = folding(foldMax, sizes.words?.length ?? sizes.tokens, sizes.heads, (max) => max);
    return (probs) => fold(merge(probs));
  },
  rollout: (sizes) => {
    const merge = merging(sizes);
    let [product, next]: [Float32Array?, Float32Array?] = [];
    return folding(foldMean, sizes.tokens, sizes.heads, (mean) => {
      [product, next] = [rollout(mean, sizes.tokens, product, next), product];
      return merge(product);
    });
  },
};

/** Folds the heads of each layer into one matrix [size, size]. */
function folding(
  fold: FoldHead,
  size: number,
  heads: number,
  finish: (folded: Float32Array) => Float32Array,
): HeadReader {
  const folded = new Float32Array(size * size);
  let seen = 0;
  return (probs) => {
    if (seen === 0) folded.fill(0);
    fold(folded, probs, heads);
    seen = (seen + 1) % heads;
    return seen === 0 ? finish(folded) : undefined;
  };
}

/** Merges word pieces into words where `words` is given. Every call returns the same matrix, overwritten. */
function merging({ tokens, words }: Sizes): (matrix: Float32Array) => Float32Array {
  if (words === undefined) return (matrix) => matrix;
  const merged = new Float32Array(words.length ** 2);
  return (matrix) => mergeWords(matrix, tokens, words, merged);
}
