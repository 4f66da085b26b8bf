/** What workerd has beside the web's own interfaces. */

/** Passes bytes on: a write is done when its bytes have been taken, so that their memory may be used again. */
declare class IdentityTransformStream extends TransformStream<Uint8Array, Uint8Array> {}

/** The same, for as many bytes as it was told: the answer's content-length. */
declare class FixedLengthStream extends IdentityTransformStream {
  constructor(bytes: number);
}
