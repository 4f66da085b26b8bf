import type { Bert } from '../../../shared/model/bert.ts';
import type { Contender } from '../contender.ts';

/** This project's engine, through the same `Bert` that the Worker and the site use. */
export function ourBert(bert: Bert): Contender {
  const layers = Array.from({ length: bert.config.numHiddenLayers }, (_, layer) => `attentions.${layer}`);
  return {
    async forward(tokenIds) {
      const tokens = tokenIds.map((id) => ({ id, type: 0 as const }));
      const { last_hidden_state: hidden } = await bert.trace(tokens, ['last_hidden_state']);
      return hidden.data as Float32Array;
    },
    async attentions(tokenIds, tokenTypeIds) {
      const tokens = tokenIds.map((id, i) => ({ id, type: tokenTypeIds[i] === 0 ? (0 as const) : (1 as const) }));
      const outputs = await bert.trace(tokens, layers);
      return layers.map((name) => outputs[name].data as Float32Array);
    },
    async embed(texts) {
      await bert.embed(texts);
    },
  };
}
