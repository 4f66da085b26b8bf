/** What the place where the app runs brings with it, besides the bindings of each request (`Env`). */
export interface Host {
  /** The compiled kernels: a Worker may run only modules that were there when it was bundled. */
  readonly kernels: WebAssembly.Module;
  /**
   * A stream that passes bytes on as they are. Its write is done when the bytes have been taken, so that their memory may
   * be written again.
   * @param bytes the answer's content-length; absent where it is not known
   */
  readonly passingStream: (bytes?: number) => TransformStream<Uint8Array, Uint8Array>;
}
