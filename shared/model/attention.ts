import { maxOverHeads, meanOverHeads, selectHeads } from '../analysis/head-reduction.ts';
import { rollout } from '../analysis/rollout.ts';
import { mergeWords, type Word } from '../analysis/word-merging.ts';
import { convertFloats, type FloatDtype } from '../tensors/element-types.ts';
import type { Tensor } from '../tensors/tensor.ts';
import type { TensorPieces } from '../tensors/tensor-pieces.ts';
import type { Token } from '../tokenizer/token.ts';
import type { Bert } from './bert.ts';
import { passes } from './passes.ts';

export type Reduction = 'none' | 'mean' | 'max' | 'rollout';

export interface AttentionOptions {
  /** 0-based; answered in this order. */
  readonly layers: readonly number[];
  /** 0-based; answered, or reduced over, in this order. */
  readonly heads: readonly number[];
  readonly reduce: Reduction;
  /** Merge tokens into these words. */
  readonly words?: readonly Word[];
  readonly dtype: FloatDtype;
}

/** One layer's chosen heads [heads, n, n] -> what is answered for that layer. Called from the lowest layer up. */
type LayerReader = (heads: Float32Array) => Float32Array;

/** What the readers need to know. */
interface Sizes {
  readonly tokens: number;
  readonly words: readonly Word[] | undefined;
}

const readers: Readonly<Record<Reduction, (sizes: Sizes) => LayerReader>> = {
  none: (sizes) => (heads) => merge(heads, sizes),
  mean: (sizes) => (heads) => merge(meanOverHeads(heads, sizes.tokens), sizes),
  max: (sizes) => (heads) => maxOverHeads(merge(heads, sizes), sizes.words?.length ?? sizes.tokens),
  rollout: (sizes) => {
    let product: Float32Array | undefined;
    return (heads) => {
      product = rollout(meanOverHeads(heads, sizes.tokens), sizes.tokens, product);
      return merge(product, sizes);
    };
  },
};

function merge(matrices: Float32Array, { tokens, words }: Sizes): Float32Array {
  return words === undefined ? matrices : mergeWords(matrices, tokens, words);
}

/** [layers, heads, n, n], or [layers, n, n] where the heads are reduced to one. */
export function attentionShape(options: Omit<AttentionOptions, 'dtype'>, tokens: number): number[] {
  const n = options.words?.length ?? tokens;
  return [options.layers.length, ...(options.reduce === 'none' ? [options.heads.length] : []), n, n];
}

/**
 * Attention probabilities of one text, chosen, merged and reduced layer by layer, so that never more than a few layers
 * stand in memory in full.
 */
export async function readAttention(
  bert: Bert,
  tokens: readonly Token[],
  options: AttentionOptions,
): Promise<TensorPieces> {
  const { layers, heads, reduce, words, dtype } = options;
  const read = readers[reduce]({ tokens: tokens.length, words });
  const pieces = new Map<number, ReturnType<typeof convertFloats>>();
  for await (const [layer, attentionProbs] of eachLayer(bert, tokens, layersToRead(layers, reduce))) {
    const answer = read(selectHeads(attentionProbs, tokens.length, heads));
    if (layers.includes(layer)) pieces.set(layer, convertFloats(answer, dtype));
  }
  const inOrder = layers.flatMap((layer) => pieces.get(layer) ?? []);
  return { dtype, shape: attentionShape(options, tokens.length), pieces: inOrder };
}

/** Rising. Rollout is a product from layer 0 on. */
function layersToRead(layers: readonly number[], reduce: Reduction): number[] {
  if (reduce === 'rollout') return Array.from({ length: Math.max(...layers) + 1 }, (_, layer) => layer);
  return [...new Set(layers)].sort((a, b) => a - b);
}

async function* eachLayer(
  bert: Bert,
  tokens: readonly Token[],
  layers: readonly number[],
): AsyncGenerator<[layer: number, attentionProbs: Float32Array]> {
  const bytes = 4 * bert.config.numAttentionHeads * tokens.length ** 2;
  for (const run of passes(layers, () => bytes)) {
    const outputs = await bert.trace(tokens, run.map(outputName));
    for (const layer of run) {
      yield [layer, floats(outputName(layer), outputs[outputName(layer)])];
      delete outputs[outputName(layer)];
    }
  }
}

function outputName(layer: number): string {
  return `attentions.${layer}`;
}

function floats(name: string, tensor: Tensor): Float32Array {
  if (tensor.dtype === 'F32') return tensor.data;
  throw new TypeError(`${name}: expected F32, found ${tensor.dtype}`);
}
