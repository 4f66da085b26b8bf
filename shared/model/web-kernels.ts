import { fastestKernels, type KernelFile, type SharedKernelFile, sharedKernelFile } from '../engine/kernel-choice.ts';
import type { LoadOptions } from './bert.ts';
import { webThreads } from './web-threads.ts';

/** Written out, so that bundlers find each file. */
const urls: Readonly<Record<KernelFile | SharedKernelFile, URL>> = {
  'kernels-dot.wasm': new URL('../../build/kernels-dot.wasm', import.meta.url),
  'kernels.wasm': new URL('../../build/kernels.wasm', import.meta.url),
  'kernels-plain.wasm': new URL('../../build/kernels-plain.wasm', import.meta.url),
  'kernels-dot-shared.wasm': new URL('../../build/kernels-dot-shared.wasm', import.meta.url),
  'kernels-shared.wasm': new URL('../../build/kernels-shared.wasm', import.meta.url),
  'kernels-plain-shared.wasm': new URL('../../build/kernels-plain-shared.wasm', import.meta.url),
};

const compile = (file: KernelFile | SharedKernelFile) => WebAssembly.compileStreaming(fetch(urls[file]));

/**
 * What `loadBert` needs of a browser: the fastest kernels for its processor, and threads where the page is cross-origin
 * isolated; elsewhere memory cannot be shared, and one thread does all the work.
 * @param threads that share the work of each pass, the calling one among them, which must be a Web Worker's; one, or all
 *   of them, give the same bits
 */
export async function webKernels(threads = 1): Promise<Pick<LoadOptions, 'kernels' | 'threads'>> {
  const { file, kernels } = await fastestKernels(compile);
  if (threads === 1 || !globalThis.crossOriginIsolated) return { kernels };
  return { kernels: await compile(sharedKernelFile(file)), threads: webThreads(threads) };
}
