import { readFileSync } from 'node:fs';
import { readSafetensors } from '../../shared/tensors/safetensors.ts';
import type { Contender } from './contender.ts';
import type { Fidelity } from './messages.ts';

/** How far a contender is from fp32 PyTorch, over the golden texts at these paths. */
export async function measureFidelity(contender: Contender, golden: readonly string[]): Promise<Fidelity> {
  let divergence = 0;
  let rows = 0;
  let largestError = 0;
  for (const path of golden) {
    const { tensors } = readSafetensors(readFileSync(path));
    const tokenIds = Array.from(tensors.input_ids.data);
    const tokenTypeIds = Array.from(tensors.token_type_ids.data);
    const size = tokenIds.length;
    const expected = tensors.attentions.data as Float32Array;
    const found = concatenated(await contender.attentions(tokenIds, tokenTypeIds));
    for (let row = 0; row < found.length; row += size, rows++) {
      divergence += jensenShannon(expected.subarray(row, row + size), found.subarray(row, row + size));
    }
    if (tokenTypeIds.some((type) => type !== 0)) continue;
    const hidden = await contender.forward(tokenIds);
    largestError = Math.max(largestError, largestDifference(tensors.last_hidden_state.data, hidden));
  }
  return { jsd: rows > 0 ? divergence / rows : Number.NaN, largestError };
}

/** (KL(p || m) + KL(q || m)) / 2 with m = (p + q) / 2, in bits, 0..1. */
function jensenShannon(p: Float32Array, q: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const middle = (p[i] + q[i]) / 2;
    sum += bits(p[i], middle) + bits(q[i], middle);
  }
  return Math.max(0, sum / 2);
}

function bits(p: number, middle: number): number {
  return p > 0 ? p * Math.log2(p / middle) : 0;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}

function concatenated(layers: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(layers.reduce((length, layer) => length + layer.length, 0));
  let at = 0;
  for (const layer of layers) {
    all.set(layer, at);
    at += layer.length;
  }
  return all;
}
