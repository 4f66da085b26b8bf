/** Opens one file of a model folder (`config.json`, a shard) as a stream of bytes. */
export type OpenFile = (name: string) => Promise<ReadableStream<Uint8Array>>;
