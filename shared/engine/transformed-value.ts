import { valueNorms } from '../analysis/norm-weighted.ts';
import { linear, quantize } from './linear.ts';
import { feedForwardRows } from './memory-plan.ts';
import type { Pass } from './pass.ts';
import { productCount, writeProducts } from './value-products.ts';

/** What later steps need of the transformed values of every row of the pass. */
export interface ValueLengths {
  /** ||transformedValue||, [heads, rows]. */
  readonly norms: Float32Array;
  /** What `writeProducts` writes, for `tokenMixing`; undefined where nobody wants it. */
  readonly products: Float32Array | undefined;
}

/**
 * transformedValue = value_h W_O,hᵀ for each head h, [heads, n, hiddenSize]: what a token would contribute at weight 1.
 * The attention output is the attention-weighted sum of these over heads and keys, plus b_O (Kobayashi et al. 2020).
 * Twelve output projections more, so only for those who ask, for the vectors or for what is made of their lengths. Works
 * in the space of `scores`, so before these.
 */
export function transformedValue(pass: Pass, layer: number): ValueLengths | undefined {
  const { sink, config, rows } = pass;
  const heads = config.numAttentionHeads;
  const wants = (family: string) => sink.wants(`${family}.${layer}`);
  if (!['transformed_value', 'attention_norms', 'token_mixing'].some(wants)) return undefined;
  const lengths: ValueLengths = {
    norms: new Float32Array(heads * rows),
    products: wants('token_mixing') ? new Float32Array(rows * productCount(heads)) : undefined,
  };
  const atOnce = Math.floor(feedForwardRows / heads);
  pass.texts.forEach(({ length }, text) => {
    for (let first = 0; first < length; first += atOnce) {
      transformChunk(pass, layer, { text, first, rows: Math.min(atOnce, length - first) }, lengths);
    }
  });
  return lengths;
}

/** Some tokens of one text, under every head. */
interface Chunk {
  readonly text: number;
  readonly first: number;
  readonly rows: number;
}

function transformChunk(pass: Pass, layer: number, chunk: Chunk, { norms, products }: ValueLengths): void {
  const { config, sink } = pass;
  const { text, first, rows } = chunk;
  const { start, length } = pass.texts[text];
  const size = config.hiddenSize;
  const values = projectHeads(pass, layer, start + first, rows);
  const name = `transformed_value.${layer}`;
  for (let head = 0; head < config.numAttentionHeads; head++) {
    const ofHead = values.subarray(head * rows * size, (head + 1) * rows * size);
    if (sink.wants(name)) sink.write(name, text, (head * length + first) * size, ofHead);
    norms.set(valueNorms(ofHead, size), head * pass.rows + start + first);
  }
  if (products) writeProducts(pass, layer, { start: start + first, rows, values }, products);
}

/** Transformed values of these rows of the pass, [heads, rows, hiddenSize], a view into `scores`. */
function projectHeads(pass: Pass, layer: number, start: number, rows: number): Float32Array {
  const { plan, floats, config } = pass;
  const { hiddenSize: size, numAttentionHeads: heads } = config;
  const alone = plan.scores.address;
  const out = alone + feedForwardRows * size * 4;
  floats.fill(0, alone / 4, alone / 4 + heads * rows * size);
  for (let head = 0; head < heads; head++) isolateHead(pass, alone + head * rows * size * 4, start, head, rows);
  const weights = { ...pass.weights.layers[layer].attentionOutput, bias: plan.zeros.address };
  quantize(pass, weights, alone, heads * rows);
  linear(pass, weights, heads * rows, out, size * 4);
  return floats.subarray(out / 4, out / 4 + heads * rows * size);
}

/** Copies one head's part of `rows` rows of `value` into rows of zeros. */
function isolateHead({ plan, floats, config }: Pass, out: number, start: number, head: number, rows: number): void {
  const { hiddenSize, headSize } = config;
  for (let row = 0; row < rows; row++) {
    const from = plan.value.address / 4 + (start + row) * hiddenSize + head * headSize;
    floats.copyWithin(out / 4 + row * hiddenSize + head * headSize, from, from + headSize);
  }
}
