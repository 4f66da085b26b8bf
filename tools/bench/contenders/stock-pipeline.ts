import type { FeatureExtractionPipeline, Tensor as TensorClass } from '@xenova/transformers';
import type { Contender } from '../contender.ts';

type Outputs = Record<string, { readonly data: Float32Array }>;

/** A feature-extraction pipeline of transformers.js and, for single texts in tokens, the model in it. */
export function stockPipeline(extractor: FeatureExtractionPipeline, Tensor: typeof TensorClass): Contender {
  const run = async (tokenIds: readonly number[], tokenTypeIds: readonly number[]): Promise<Outputs> => {
    const row = (numbers: readonly number[]) =>
      new Tensor('int64', BigInt64Array.from(numbers, BigInt), [1, numbers.length]);
    return extractor.model({
      input_ids: row(tokenIds),
      attention_mask: row(tokenIds.map(() => 1)),
      token_type_ids: row(tokenTypeIds),
    });
  };
  return {
    async forward(tokenIds) {
      const tokenTypeIds = tokenIds.map(() => 0);
      return (await run(tokenIds, tokenTypeIds)).last_hidden_state.data;
    },
    async attentions(tokenIds, tokenTypeIds) {
      const outputs = await run(tokenIds, tokenTypeIds);
      const layers = Object.keys(outputs).filter((name) => name.startsWith('attentions.'));
      return layers.map((_, layer) => outputs[`attentions.${layer}`].data);
    },
    async embed(texts) {
      await extractor([...texts], { pooling: 'mean', normalize: true });
    },
  };
}
