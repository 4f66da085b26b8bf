import { basename, dirname } from 'node:path';
import type * as Transformers from '@xenova/transformers';
import type { Contender, ModelFiles } from '../contender.ts';
import { importPeer } from '../peers.ts';

type Outputs = Record<string, { readonly data: Float32Array }>;

/**
 * transformers.js 2.17.2 as its users run it: its own ONNX Runtime Web 1.14 in WebAssembly with SIMD, int8 ONNX. In Node
 * it would take `onnxruntime-node`; package.json puts the same ONNX Runtime Web under that name.
 */
export async function loadStock({ onnx, onnxFile }: ModelFiles): Promise<Contender> {
  const transformers = await importPeer<typeof Transformers>('@xenova/transformers');
  const { env, pipeline, Tensor } = transformers;
  env.allowRemoteModels = false;
  env.localModelPath = `${dirname(onnx)}/`;
  env.backends.onnx.wasm.numThreads = 1;
  const extractor = await pipeline('feature-extraction', basename(onnx), {
    quantized: true,
    model_file_name: onnxFile,
  });
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
      const outputs = await run(
        tokenIds,
        tokenIds.map(() => 0),
      );
      return outputs.last_hidden_state.data;
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
