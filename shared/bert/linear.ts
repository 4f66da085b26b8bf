import { type FloatTensor, row, zeros } from './float-tensor.ts';

/** What a linear map or a LayerNorm has learned. */
export interface Affine {
  /** [outputs, inputs] of a linear map, as Hugging Face stores it; [size] of a LayerNorm. */
  readonly weight: FloatTensor;
  /** [outputs] or [size] */
  readonly bias: FloatTensor;
}

/**
 * y[t, o] = sum_i x[t, i] W[o, i] + b[o]
 *
 * x [seqLen, inputs], W [outputs, inputs], b [outputs] -> y [seqLen, outputs], summed in float64.
 *
 * Two tokens meet four outputs at a time. At the ends, the last token and the last output stand in
 * for missing ones.
 *
 * @throws Error when x has another number of columns than W.
 */
export function linear({ weight, bias }: Affine, x: FloatTensor): FloatTensor {
  const [seqLen, inputs] = x.shape;
  const [outputs, expected] = weight.shape;
  if (inputs !== expected) throw new Error(`linear: expected x [seqLen, ${expected}], found x [${x.shape}]`);
  const y = zeros(seqLen, outputs);
  for (let o = 0; o < outputs; o += 4) {
    const channels = [o, o + 1, o + 2, o + 3].map((channel) => Math.min(channel, outputs - 1));
    const w = channels.map((channel) => row(weight, channel));
    for (let t = 0; t < seqLen; t += 2) {
      const tokens = [t, Math.min(t + 1, seqLen - 1)];
      const sums = eightDots(row(x, tokens[0]), row(x, tokens[1]), w);
      sums.forEach((sum, i) => {
        const channel = channels[i % 4];
        y.data[tokens[i >> 2] * outputs + channel] = sum + bias.data[channel];
      });
    }
  }
  return y;
}

/**
 * The dot products of two vectors a, b with four vectors w: [a . w0, a . w1, ..., b . w3].
 *
 * Nearly all of BERT's time is spent in this loop. Eight sums side by side use each fetched number
 * two or four times.
 */
function eightDots(a: Float32Array, b: Float32Array, [w0, w1, w2, w3]: readonly Float32Array[]): number[] {
  let [a0, a1, a2, a3] = [0, 0, 0, 0];
  let [b0, b1, b2, b3] = [0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const p = a[i];
    const q = b[i];
    a0 += p * w0[i];
    a1 += p * w1[i];
    a2 += p * w2[i];
    a3 += p * w3[i];
    b0 += q * w0[i];
    b1 += q * w1[i];
    b2 += q * w2[i];
    b3 += q * w3[i];
  }
  return [a0, a1, a2, a3, b0, b1, b2, b3];
}
