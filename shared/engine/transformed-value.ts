import { valueNorms } from '../analysis/norm-weighted.ts';
import { linear, quantize } from './linear.ts';
import { feedForwardRows } from './memory-plan.ts';
import type { Pass } from './pass.ts';

/** ||transformedValue|| of each row of the pass under each head, [heads, rows]. */
export type ValueNorms = Float32Array;

/**
 * transformedValue = value_h W_O,hᵀ for each head h, [heads, n, hiddenSize]: what a token would contribute at weight 1.
 * The attention output is the attention-weighted sum of these over heads and keys, plus b_O (Kobayashi et al. 2020).
 * Twelve output projections more, so only for those who ask, for the vectors or for what is made of their lengths. Works
 * in the space of `scores`, so before these.
 */
export function transformedValue(pass: Pass, layer: number): ValueNorms | undefined {
  const { sink, config, rows } = pass;
  if (!sink.wants(`transformed_value.${layer}`) && !sink.wants(`attention_norms.${layer}`)) return undefined;
  const norms = new Float32Array(config.numAttentionHeads * rows);
  pass.texts.forEach(({ length }, text) => {
    for (let head = 0; head < config.numAttentionHeads; head++) {
      for (let first = 0; first < length; first += feedForwardRows) {
        transformChunk(pass, layer, { text, head, first, rows: Math.min(feedForwardRows, length - first) }, norms);
      }
    }
  });
  return norms;
}

/** Some tokens of one text under one head. */
interface Chunk {
  readonly text: number;
  readonly head: number;
  readonly first: number;
  readonly rows: number;
}

function transformChunk(pass: Pass, layer: number, chunk: Chunk, norms: ValueNorms): void {
  const { plan, floats, config, sink } = pass;
  const { text, head, first, rows } = chunk;
  const { start, length } = pass.texts[text];
  const size = config.hiddenSize;
  const alone = plan.scores.address;
  const out = alone + feedForwardRows * size * 4;
  isolateHead(pass, alone, start + first, head, rows);
  const weights = { ...pass.weights.layers[layer].attentionOutput, bias: plan.zeros.address };
  quantize(pass, weights, alone, rows);
  linear(pass, weights, rows, out, size * 4);
  const values = floats.subarray(out / 4, out / 4 + rows * size);
  const name = `transformed_value.${layer}`;
  if (sink.wants(name)) sink.write(name, text, (head * length + first) * size, values);
  norms.set(valueNorms(values, size), head * pass.rows + start + first);
}

/** Copies `rows` rows of `value` with every head but one set to zero. */
function isolateHead({ plan, floats, config }: Pass, out: number, start: number, head: number, rows: number): void {
  const { hiddenSize, headSize } = config;
  floats.fill(0, out / 4, out / 4 + rows * hiddenSize);
  for (let row = 0; row < rows; row++) {
    const from = plan.value.address / 4 + (start + row) * hiddenSize + head * headSize;
    floats.copyWithin(out / 4 + row * hiddenSize + head * headSize, from, from + headSize);
  }
}
