import type { FloatTensor } from './float-tensor.ts';
import { layerNorm } from './layer-norm.ts';
import type { Affine } from './linear.ts';

/**
 * residual(x, update) = LayerNorm(x + update)
 *
 * x, update [seqLen, hiddenSize] -> [seqLen, hiddenSize]. A step never replaces a token's vector:
 * it adds to it, and the sum is normalised. BERT does this after attention and again after the
 * feed-forward network.
 *
 * He et al. 2015, "Deep Residual Learning for Image Recognition"; the order is that of Vaswani et
 * al. 2017.
 */
export function residual(weights: Affine, eps: number, x: FloatTensor, update: FloatTensor): FloatTensor {
  return layerNorm(weights, eps, add(x, update));
}

/** a + b, component by component; both of the same shape. */
export function add(a: FloatTensor, b: FloatTensor): FloatTensor {
  return { shape: a.shape, data: a.data.map((value, i) => value + b.data[i]) };
}
