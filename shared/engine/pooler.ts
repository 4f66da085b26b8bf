import { linear, quantize } from './linear.ts';
import type { Pass } from './pass.ts';

/**
 * poolerOutput = tanh(lastHiddenState[CLS] W + b), [hiddenSize] for each text: its first tokens are gathered into `value`, the
 * map comes out in `key`. The few hundred tangents are JavaScript's.
 */
export function pooler(pass: Pass): void {
  const { pooler: weights } = pass.weights;
  if (!weights || !pass.sink.wants('pooler_output')) return;
  const { floats, plan, texts, sink, config } = pass;
  const size = config.hiddenSize;
  const [hidden, value, key] = [plan.hidden, plan.value, plan.key].map(({ address }) => address / 4);
  for (const [text, { start }] of texts.entries()) {
    const from = hidden + start * size;
    floats.copyWithin(value + text * size, from, from + size);
  }
  quantize(pass, weights, plan.value.address, texts.length);
  linear(pass, weights, texts.length, plan.key.address, size * 4);
  for (const text of texts.keys()) {
    sink.write('pooler_output', text, 0, floats.slice(key + text * size, key + (text + 1) * size).map(Math.tanh));
  }
}
