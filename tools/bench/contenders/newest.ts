import type * as Ort from '#ort';
import type { Contender, ModelFiles } from '../contender.ts';
import { importPeer } from '../peers.ts';
import { loadOnnxSession } from './onnx-session.ts';

/** The newest ONNX Runtime Web, WebAssembly with SIMD, on the int8 ONNX file. */
export async function loadNewest(files: ModelFiles): Promise<Contender> {
  const ort = await importPeer<typeof Ort>('onnxruntime-web');
  ort.env.wasm.numThreads = files.threads;
  return loadOnnxSession(files, { ort, executionProvider: 'wasm', suffix: '_quantized' });
}
