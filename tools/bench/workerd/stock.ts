import { env, pipeline, Tensor } from '@xenova/transformers';
import { stockPipeline } from '../contenders/stock-pipeline.ts';
import ortWasm from '../node_modules/@xenova/transformers/node_modules/onnxruntime-node/dist/ort-wasm-simd.wasm';
import { serveContender } from './serve-contender.ts';

/** A Worker may not compile, so ONNX Runtime is handed the module that was compiled when the Worker was built. */
function provideCompiled(module: WebAssembly.Module): void {
  const instantiateStreaming = async (_: unknown, imports: WebAssembly.Imports) => {
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  Object.assign(WebAssembly, { instantiateStreaming });
}

export default serveContender(async (id, origin) => {
  provideCompiled(ortWasm);
  env.allowLocalModels = false;
  env.useBrowserCache = false;
  env.remoteHost = origin;
  env.remotePathTemplate = '.';
  env.backends.onnx.wasm.numThreads = 1;
  env.backends.onnx.wasm.wasmPaths = `${origin}/`;
  return stockPipeline(await pipeline('feature-extraction', id, { quantized: true }), Tensor);
});
