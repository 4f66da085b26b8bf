import type * as Ort from '#ort';
import type { Contender, ModelFiles } from '../contender.ts';
import { importPeer } from '../peers.ts';
import { loadOnnxSession } from './onnx-session.ts';

/** The newest ONNX Runtime as machine code, on the fp32 ONNX file. */
export function loadNative(files: ModelFiles): Promise<Contender> {
  return load(files, '');
}

/** The same on the int8 ONNX file. */
export function loadNativeInt8(files: ModelFiles): Promise<Contender> {
  return load(files, '_quantized');
}

async function load(files: ModelFiles, suffix: string): Promise<Contender> {
  const module = await importPeer<typeof Ort & { default?: typeof Ort }>('onnxruntime-node');
  return loadOnnxSession(files, { ort: module.default ?? module, executionProvider: 'cpu', suffix });
}
