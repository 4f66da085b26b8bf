import { basename, dirname } from 'node:path';
import type * as Transformers from '@xenova/transformers';
import type { Contender, ModelFiles } from '../contender.ts';
import { importPeer } from '../peers.ts';
import { stockPipeline } from './stock-pipeline.ts';

/**
 * transformers.js 2.17.2 as its users run it: its own ONNX Runtime Web 1.14 in WebAssembly with SIMD, int8 ONNX. In Node
 * it would take `onnxruntime-node`; package.json puts the same ONNX Runtime Web under that name.
 */
export async function loadStock({ onnx, onnxFile }: ModelFiles): Promise<Contender> {
  const { env, pipeline, Tensor } = await importPeer<typeof Transformers>('@xenova/transformers');
  env.allowRemoteModels = false;
  env.localModelPath = `${dirname(onnx)}/`;
  env.backends.onnx.wasm.numThreads = 1;
  const options = { quantized: true, model_file_name: onnxFile };
  return stockPipeline(await pipeline('feature-extraction', basename(onnx), options), Tensor);
}
