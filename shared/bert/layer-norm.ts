import { type FloatTensor, row, zeros } from './float-tensor.ts';
import type { Affine } from './linear.ts';

/**
 * LayerNorm(x)[t, i] = weight[i] (x[t, i] - mean(x[t])) / sqrt(variance(x[t]) + eps) + bias[i]
 *
 * x [seqLen, hiddenSize] -> [seqLen, hiddenSize]. Each token's vector is brought to mean 0 and
 * variance 1, then every component is stretched and shifted as learned. The variance is sum (x -
 * mean)^2 / hiddenSize. BERT's eps is 1e-12.
 *
 * Ba, Kiros and Hinton 2016, "Layer Normalization".
 */
export function layerNorm({ weight, bias }: Affine, eps: number, x: FloatTensor): FloatTensor {
  const [seqLen, hiddenSize] = x.shape;
  const normed = zeros(seqLen, hiddenSize);
  for (let t = 0; t < seqLen; t++) {
    const vector = row(x, t);
    const mean = sum(vector, (value) => value) / hiddenSize;
    const variance = sum(vector, (value) => (value - mean) ** 2) / hiddenSize;
    const scale = 1 / Math.sqrt(variance + eps);
    row(normed, t).set(vector.map((value, i) => weight.data[i] * (value - mean) * scale + bias.data[i]));
  }
  return normed;
}

function sum(vector: Float32Array, term: (value: number) => number): number {
  let total = 0;
  for (const value of vector) total += term(value);
  return total;
}
