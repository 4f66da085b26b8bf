import { linear, quantize } from './linear.ts';
import { feedForwardRows } from './memory-plan.ts';
import type { Pass } from './pass.ts';

/**
 * transformedValue = value_h W_O,hᵀ for each head h, [heads, n, hiddenSize]: what a token would contribute at weight 1.
 * The attention output is the attention-weighted sum of these over heads and keys, plus b_O (Kobayashi et al. 2020).
 * Twelve output projections more, so only for those who ask. Works in the space of `scores`.
 */
export function transformedValue(pass: Pass, layer: number): void {
  const name = `transformed_value.${layer}`;
  if (!pass.sink.wants(name)) return;
  pass.texts.forEach(({ length }, text) => {
    for (let head = 0; head < pass.config.numAttentionHeads; head++) {
      for (let first = 0; first < length; first += feedForwardRows) {
        transformChunk(pass, name, layer, text, head, first, Math.min(feedForwardRows, length - first));
      }
    }
  });
}

function transformChunk(
  pass: Pass,
  name: string,
  layer: number,
  text: number,
  head: number,
  first: number,
  rows: number,
): void {
  const { plan, floats, config, sink } = pass;
  const size = config.hiddenSize;
  const alone = plan.scores.address;
  const out = alone + feedForwardRows * size * 4;
  isolateHead(pass, alone, pass.texts[text].start + first, head, rows);
  quantize(pass, alone, rows, size);
  linear(pass, { ...pass.weights.layers[layer].attentionOutput, bias: plan.zeros.address }, rows, out, size * 4);
  const offset = (head * pass.texts[text].length + first) * size;
  sink.write(name, text, offset, floats.subarray(out / 4, out / 4 + rows * size));
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
