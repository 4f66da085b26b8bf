import { type FoldHead, foldMax, foldMean } from '../analysis/head-reduction.ts';
import { rollout } from '../analysis/rollout.ts';
import { mergeWords, type Word } from '../analysis/word-merging.ts';
import { convertFloats, type FloatDtype } from '../tensors/element-types.ts';
import type { TensorPieces } from '../tensors/tensor-pieces.ts';
import type { Token } from '../tokenizer/token.ts';
import type { Bert } from './bert.ts';

/** `norm` reduces nothing: it weights every key by the length of what its token contributes. */
export type Reduction = 'none' | 'norm' | 'mean' | 'max' | 'rollout';

export interface AttentionOptions {
  /** 0-based; answered in this order. */
  readonly layers: readonly number[];
  /** 0-based; answered in this order, or reduced over. */
  readonly heads: readonly number[];
  readonly reduce: Reduction;
  /** Merge tokens into these words. */
  readonly words?: readonly Word[];
  readonly dtype: FloatDtype;
}

/** [layers, heads, n, n], or [layers, n, n] where the heads are reduced to one. */
export function attentionShape(options: Omit<AttentionOptions, 'dtype'>, tokens: number): number[] {
  const n = options.words?.length ?? tokens;
  return [options.layers.length, ...(perHead(options.reduce) ? [options.heads.length] : []), n, n];
}

/** Whether every head is answered on its own. */
export function perHead(reduce: Reduction): boolean {
  return reduce === 'none' || reduce === 'norm';
}

/**
 * Attention probabilities of one text, chosen, merged and reduced while one forward pass hands them out head by head:
 * beside the answer, a few [n, n] stand in memory, never a whole layer.
 */
export function readAttention(bert: Bert, tokens: readonly Token[], options: AttentionOptions): TensorPieces {
  const { layers, heads, reduce, dtype } = options;
  const shape = attentionShape(options, tokens.length);
  const read = readers[reduce]({ tokens: tokens.length, words: options.words, heads: new Set(heads).size });
  const pieces = new Map<string, TensorPieces['pieces'][number]>();
  const output = reduce === 'norm' ? 'attention_norms' : 'attentions';
  bert.eachHead(tokens, output, layersToRead(layers, reduce), (layer, head, square) => {
    if (!heads.includes(head)) return;
    const answer = read(square);
    if (answer && layers.includes(layer)) pieces.set(pieceKey(reduce, layer, head), convertFloats(answer, dtype));
  });
  const keys = layers.flatMap((layer) =>
    perHead(reduce) ? heads.map((head) => pieceKey(reduce, layer, head)) : [pieceKey(reduce, layer, 0)],
  );
  return { dtype, shape, pieces: keys.flatMap((key) => pieces.get(key) ?? []) };
}

/** One piece a head where every head is answered, one a layer otherwise. */
function pieceKey(reduce: Reduction, layer: number, head: number): string {
  return perHead(reduce) ? `${layer}.${head}` : String(layer);
}

/** Rollout is a product from layer 0 on. */
function layersToRead(layers: readonly number[], reduce: Reduction): number[] {
  if (reduce !== 'rollout') return [...layers];
  return Array.from({ length: Math.max(...layers) + 1 }, (_, layer) => layer);
}

/** What the readers need to know. */
interface Sizes {
  readonly tokens: number;
  readonly words: readonly Word[] | undefined;
  /** How many heads of a layer are asked for. */
  readonly heads: number;
}

/** Takes one head [n, n], which it must not keep; gives back an answer where this head completes one. */
type HeadReader = (attentionProbs: Float32Array) => Float32Array | undefined;

const readers: Readonly<Record<Reduction, (sizes: Sizes) => HeadReader>> = {
  none: eachHead,
  norm: eachHead,
  mean: (sizes) => folding(foldMean, sizes.tokens, sizes.heads, (mean) => merge(mean, sizes)),
  max: (sizes) => {
    const fold = folding(foldMax, sizes.words?.length ?? sizes.tokens, sizes.heads, (max) => max);
    return (probs) => fold(merge(probs, sizes));
  },
  rollout: (sizes) => {
    let product: Float32Array | undefined;
    return folding(foldMean, sizes.tokens, sizes.heads, (mean) => {
      product = rollout(mean, sizes.tokens, product);
      return merge(product, sizes);
    });
  },
};

function eachHead(sizes: Sizes): HeadReader {
  return (probs) => (sizes.words === undefined ? probs.slice() : merge(probs, sizes));
}

/** Folds the heads of a layer into one matrix [size, size], and begins the next with the layer after. */
function folding(
  fold: FoldHead,
  size: number,
  heads: number,
  finish: (folded: Float32Array) => Float32Array,
): HeadReader {
  let folded = new Float32Array(size * size);
  let seen = 0;
  return (probs) => {
    fold(folded, probs, heads);
    seen++;
    if (seen < heads) return undefined;
    const answer = finish(folded);
    folded = new Float32Array(size * size);
    seen = 0;
    return answer;
  };
}

function merge(matrix: Float32Array, { tokens, words }: Sizes): Float32Array {
  return words === undefined ? matrix : mergeWords(matrix, tokens, words);
}
