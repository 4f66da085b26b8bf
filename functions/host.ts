import type { KernelFile } from '../shared/engine/kernel-choice.ts';
import type { EdgeCache } from './edge-cache.ts';

/** What the runtime of the app provides once, besides the bindings of each request (`Env`). */
export interface Host {
  /** The compiled kernels: a Worker may run only modules that were there when it was bundled. */
  readonly kernels: WebAssembly.Module;
  /** Which of the compiled files that is. */
  readonly kernelFile: KernelFile;
  /** Where answers to GET are kept; absent: nowhere. */
  readonly edgeCache?: EdgeCache;
  /**
   * A stream that passes bytes on unchanged. A write resolves once the bytes have been taken, so that their memory may
   * be reused.
   * @param bytes the answer's content-length; absent where it is not known
   */
  readonly passingStream: (bytes?: number) => TransformStream<Uint8Array, Uint8Array>;
}
