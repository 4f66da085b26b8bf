import { type FoldHead, foldMax, foldMean } from '../analysis/head-reduction.ts';
import { keptPerRow, largestOfRows, type Sparsity, sparseRows } from '../analysis/largest-of-row.ts';
import { rollout } from '../analysis/rollout.ts';
import { mergeWords, type Word } from '../analysis/word-merging.ts';
import type { OutputSink } from '../engine/outputs.ts';
import type { FloatDtype } from '../tensors/element-types.ts';
import type { TensorPieces } from '../tensors/tensor-pieces.ts';
import type { TensorSpace } from '../tensors/tensor-space.ts';
import type { Token } from '../tokenizer/token.ts';
import type { Bert, TraceOptions } from './bert.ts';
import type { HeadPlaces } from './head-places.ts';
import { headSink, sinkOfAll, sinkOfTexts } from './head-squares.ts';
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
  /** The heads of the answer; where heads are reduced, those that are reduced over. */
  readonly places: HeadPlaces;
  /** 0-based, each once: the layers of an answer whose heads are reduced, in its order. */
  readonly layers: readonly number[];
  readonly reduce: Reduction;
  /** Merge tokens into these words. */
  readonly words?: readonly Word[] | undefined;
  readonly dtype: FloatDtype;
  /** Which weights of each row are kept; all, densely, where absent. */
  readonly sparsity?: Partial<Sparsity> | undefined;
  /** Whether a change may have given the rows another sum than 1. */
  readonly hasOtherSums?: boolean | undefined;
  /** Is shown each matrix before it is written, and throws where the element type does not hold it. */
  readonly expectHeld?: ((matrix: Float32Array) => void) | undefined;
  /**
   * Also describe each head by numbers from the same pass. They are always those of the head's own, unmerged attention.
   */
  readonly metrics: boolean;
}

/** Names that the answer's numbers have: one matrix, or what is kept of it. */
export type AttentionNames = 'attentions' | 'indices' | 'weights' | 'rest';

export interface AttentionTensors {
  /** `attentions`; or `indices`, `weights` and `rest` where the rows are sparse. */
  readonly attention: Readonly<Partial<Record<AttentionNames, TensorPieces>>>;
  readonly metrics: HeadMetricTensors | undefined;
}

type Shaped = Pick<AttentionOptions, 'places' | 'layers' | 'reduce' | 'words' | 'sparsity' | 'hasOtherSums'>;

/** [layers, heads, n, n] or [pairs, n, n]; [layers, n, n] where the heads are reduced to one matrix. Sparse: k for the last n. */
export function attentionShape(options: Shaped, tokens: number): number[] {
  const n = options.words?.length ?? tokens;
  const matrices = perHead(options.reduce) ? options.places.shape : [options.layers.length];
  return [...matrices, n, columnsOf(options, n)];
}

function columnsOf({ sparsity, reduce, hasOtherSums = false }: Shaped, n: number): number {
  if (sparsity === undefined) return n;
  return keptPerRow(n, sparsity, !hasOtherSums && reduce !== 'max' && reduce !== 'norm');
}

/** A tensor whose numbers are not there yet. */
export type ShapedTensor = Pick<TensorPieces, 'dtype' | 'shape'>;

/** The tensors that an answer's attention has: `attentions`, or what is kept of sparse rows. */
export function attentionShapes(
  options: AttentionOptions,
  tokens: number,
): Readonly<Partial<Record<AttentionNames, ShapedTensor>>> {
  const [shape, { dtype, sparsity }] = [attentionShape(options, tokens), options];
  if (sparsity === undefined) return { attentions: { dtype, shape } };
  return {
    rest: { dtype: 'F32', shape: shape.slice(0, -1) },
    weights: { dtype, shape },
    indices: { dtype: 'U16', shape },
  };
}

/** Whether the answer holds every head on its own. */
export function perHead(reduce: Reduction): boolean {
  return reduce === 'none' || reduce === 'norm';
}

/** The numbers of one text, which a pass writes through `sink`. */
export interface AttentionReading {
  readonly sink: OutputSink;
  /** Call it after the pass. */
  tensors(): AttentionTensors;
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
  const reading = attentionReading(tokens, options, space);
  await bert.pass(tokens, reading.sink, changes);
  return reading.tensors();
}

/** The same of several texts in one pass, to the bit what each would be alone. */
export async function readAttentions(
  bert: Bert,
  texts: readonly { readonly tokens: readonly Token[]; readonly options: AttentionOptions }[],
  headMask: TraceOptions['headMask'],
  space: TensorSpace,
): Promise<AttentionTensors[]> {
  const readings = texts.map(({ tokens, options }) => attentionReading(tokens, options, space));
  const pack = texts.map(({ tokens }) => ({ tokens, logitPositions: [] }));
  await bert.pack(pack, sinkOfTexts(readings.map(({ sink }) => sink)), { headMask });
  return readings.map((reading) => reading.tensors());
}

/** What reads one text's attention from a pass, which may be one over several texts. */
export function attentionReading(
  tokens: readonly Token[],
  options: AttentionOptions,
  space: TensorSpace,
): AttentionReading {
  const { attention, write } = written(options, tokens.length, space);
  const writeHeld: WriteMatrix = (place, matrix) => {
    options.expectHeld?.(matrix);
    write(place, matrix);
  };
  const metrics = options.metrics ? readHeadMetrics(tokens, options.places) : undefined;
  const sinks = [matrixSink(tokens.length, options, writeHeld), ...(metrics ? [metrics.sink] : [])];
  return { sink: sinkOfAll(sinks), tensors: () => ({ attention, metrics: metrics?.tensors() }) };
}

/** Takes the matrix of a place of the answer; it is overwritten after the call. */
export type WriteMatrix = (place: number, matrix: Float32Array) => void;

interface Written {
  readonly attention: AttentionTensors['attention'];
  readonly write: WriteMatrix;
}

/** The tensors of the answer, and how a matrix gets into them. */
function written(options: AttentionOptions, tokens: number, space: TensorSpace): Written {
  const shape = attentionShape(options, tokens);
  if (options.sparsity !== undefined) return writtenSparsely(options, shape, space);
  const attentions = space.tensor(options.dtype, shape);
  return { attention: { attentions }, write: (place, matrix) => attentions.write(place * matrix.length, matrix) };
}

function writtenSparsely({ dtype, sparsity }: AttentionOptions, shape: readonly number[], space: TensorSpace): Written {
  const [n, k] = shape.slice(-2) as [number, number];
  const rest = space.tensor('F32', shape.slice(0, -1));
  const weights = space.tensor(dtype, shape);
  const indices = space.integers(shape);
  const rows = sparseRows(n, k);
  const write: WriteMatrix = (place, matrix) => {
    // A change may have made weights negative, and they are as good as any where only their number is limited.
    largestOfRows(matrix, n, sparsity?.minWeight ?? Number.NEGATIVE_INFINITY, rows);
    indices.write(place * n * k, rows.indices);
    weights.write(place * n * k, rows.weights);
    rest.write(place * n, rows.rest);
  };
  return { attention: { indices, weights, rest }, write };
}

/** A sink that hands on the matrix of each place of the answer when it is complete. */
export function matrixSink(tokens: number, options: AttentionOptions, write: WriteMatrix): OutputSink {
  const { places, layers, reduce, words } = options;
  const heads = places.shape.at(-1) ?? 0;
  const read = readers[reduce]({ tokens, words, heads });
  const output = reduce === 'norm' ? 'attention_norms' : 'attentions';
  if (perHead(reduce)) {
    return headSink(tokens, output, places.layers, (layer, head, square) => {
      const place = places.placeOf(layer, head);
      const matrix = place === undefined ? undefined : read(square);
      if (place !== undefined && matrix) write(place, matrix);
    });
  }
  const [first] = places.layers;
  return headSink(tokens, output, layersToRead(layers, reduce), (layer, head, square) => {
    const matrix = places.placeOf(first!, head) === undefined ? undefined : read(square);
    const place = layers.indexOf(layer);
    if (matrix && place >= 0) write(place, matrix);
  });
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
