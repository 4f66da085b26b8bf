import { changeRows } from './change.ts';
import { emitRows } from './emit.ts';
import type { Pass } from './pass.ts';

/** hiddenStates = LayerNorm(word + tokenType + position), [rows, hiddenSize], into `hidden`. */
export function embeddings(pass: Pass): void {
  const { kernels, plan, rows, config } = pass;
  const size = config.hiddenSize;
  const { norm } = pass.weights.embeddings;
  gatherRows(pass);
  changeRows(pass, 'embeddings.word', plan.hidden.address, size);
  changeRows(pass, 'embeddings.token_type', plan.key.address, size);
  changeRows(pass, 'embeddings.position', plan.value.address, size);
  emitRows(pass, 'embeddings.word', plan.hidden.address, size);
  emitRows(pass, 'embeddings.token_type', plan.key.address, size);
  emitRows(pass, 'embeddings.position', plan.value.address, size);
  kernels.addRows(plan.hidden.address, plan.key.address, rows * size);
  kernels.addRows(plan.hidden.address, plan.value.address, rows * size);
  emitRows(pass, 'embeddings.sum', plan.hidden.address, size);
  kernels.addLayerNorm(plan.hidden.address, 0, norm.gamma, norm.beta, rows, size, config.layerNormEps);
  changeRows(pass, 'hidden_states.0', plan.hidden.address, size);
  emitRows(pass, 'hidden_states.0', plan.hidden.address, size);
}

/** The hidden states that the texts bring to the pass's first layer, and what their changes make of them, into `hidden`. */
export function givenHiddenStates(pass: Pass, firstLayer: number): void {
  const { plan, floats, texts, config } = pass;
  for (const { start, hiddenStates } of texts) {
    floats.set(hiddenStates!, plan.hidden.address / 4 + start * config.hiddenSize);
  }
  changeRows(pass, `hidden_states.${firstLayer}`, plan.hidden.address, config.hiddenSize);
}

/** Word vectors into `hidden`, token types into `key`, positions into `value`. */
function gatherRows({ kernels, plan, texts, config, weights }: Pass): void {
  const { word, position, tokenType } = weights.embeddings;
  const size = config.hiddenSize;
  for (const { start, length, inputIds, tokenTypeIds, positions } of texts) {
    for (let token = 0; token < length; token++) {
      const row = (start + token) * size * 4;
      const place = positions ? positions[token] : token;
      const { bits, packed, scales, groups } = word;
      kernels.expandRow(bits, packed, scales, inputIds[token], groups, plan.hidden.address + row, plan.scratch.address);
      kernels.widenFloat16(tokenType + tokenTypeIds[token] * size * 2, size, plan.key.address + row);
      kernels.widenFloat16(position + place * size * 2, size, plan.value.address + row);
    }
  }
}
