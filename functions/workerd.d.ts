/** What workerd has beside the web's own interfaces. */

/** Passes bytes on, as many as it was told: the answer's content-length. */
declare class FixedLengthStream extends TransformStream<Uint8Array, Uint8Array> {
  constructor(bytes: number);
}

interface DigestStream extends WritableStream<Uint8Array> {
  readonly digest: Promise<ArrayBuffer>;
}

interface Crypto {
  readonly DigestStream: new (algorithm: 'SHA-256') => DigestStream;
}
