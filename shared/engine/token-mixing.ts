import { sharesOf } from '../analysis/token-mixing.ts';
import { type Head, headOf, scoreRows } from './attention-scores.ts';
import type { Pass } from './pass.ts';
import { probRows } from './softmax.ts';
import { weightedLength } from './value-products.ts';

/**
 * tokenMixing[i, j] = share of token i's vector after the attention block that comes from token j, [n, n], 0..1:
 * `tokenMixing` of shared/analysis. It needs the weights of all heads at once, which the pass never keeps: they are
 * computed once more, for as many queries at a time as fit into `scores`, before the heads are read one by one.
 * @param products of `writeProducts`; undefined where nobody wants the shares
 */
export function tokenMixing(pass: Pass, layer: number, products: Float32Array | undefined): void {
  if (products === undefined) return;
  for (let text = 0; text < pass.texts.length; text++) {
    const heads = Array.from({ length: pass.config.numAttentionHeads }, (_, head) => headOf(pass, layer, text, head));
    const { length, paddedLength } = heads[0];
    const atOnce = Math.floor(pass.plan.scores.bytes / (heads.length * paddedLength * 4));
    for (let first = 0; first < length; first += atOnce) {
      mixQueries(pass, heads, { first, count: Math.min(atOnce, length - first) }, products);
    }
  }
}

interface Queries {
  readonly first: number;
  readonly count: number;
}

function mixQueries(pass: Pass, heads: readonly Head[], queries: Queries, products: Float32Array): void {
  const { first, count } = queries;
  const { layer, text, length, paddedLength } = heads[0];
  const square = count * paddedLength;
  for (const at of heads) {
    const out = pass.plan.scores.address + at.head * square * 4;
    scoreRows(pass, at, first, count, out);
    probRows(pass, at, count, out);
  }
  const probs = pass.floats.subarray(pass.plan.scores.address / 4).subarray(0, heads.length * square);
  for (let query = 0; query < count; query++) {
    const i = first + query;
    const lengths = new Float64Array(length);
    const weights = new Float64Array(heads.length + 1);
    for (let j = 0; j < length; j++) {
      for (let h = 0; h < heads.length; h++) weights[h] = probs[h * square + query * paddedLength + j];
      weights[heads.length] = i === j ? 1 : 0;
      lengths[j] = weightedLength(products, pass.texts[text].start + j, weights);
    }
    pass.sink.write(`token_mixing.${layer}`, text, i * length, new Float32Array(sharesOf(lengths, i)));
  }
}
