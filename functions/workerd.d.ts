/** Streams that workerd has beside the web's own interfaces. */

/** Passes bytes on unchanged. A write resolves once its bytes have been taken, so that their memory may be reused. */
declare class IdentityTransformStream extends TransformStream<Uint8Array, Uint8Array> {}

/** The same for a known number of bytes, which becomes the answer's content-length. */
declare class FixedLengthStream extends IdentityTransformStream {
  constructor(bytes: number);
}

interface CacheStorage {
  /** The cache of the platform's place that this request came to. */
  readonly default: Cache;
}
