/**
 * Reads a file's stream in exact amounts. Where the stream allows it, bytes arrive in a buffer of our own ("BYOB"), in
 * large pieces: workerd's default reader hands out 4 KB at a time and is several times slower.
 */
export interface ByteSource {
  /** The next piece, at most `limit` bytes, never empty. @throws Error when the stream ends first or breaks off. */
  next(limit: number): Promise<Uint8Array>;
  /** @throws Error when there is more, or was less than a whole file. */
  expectEnd(): Promise<void>;
  cancel(reason: unknown): Promise<void>;
}

/** The next piece, at most `limit` bytes; null at the end. */
type Read = (limit: number) => Promise<Uint8Array | null>;

const pieceBytes = 1 << 20;

/** Where pieces arrive; one serves file after file, since a read gives back what it was lent. */
export interface PieceBuffer {
  bytes: ArrayBuffer;
}

export function pieceBuffer(): PieceBuffer {
  return { bytes: new ArrayBuffer(pieceBytes) };
}

/** A read that settles for less than this would come back too often. */
const leastBytes = 1 << 18;

/** workerd's addition to the standard reader. */
type AtLeastReader = ReadableStreamBYOBReader & {
  readAtLeast?(least: number, view: Uint8Array): Promise<ReadableStreamReadResult<Uint8Array>>;
};

/** `bytes` is the length of the whole file `name`, which errors tell. */
export function byteSource(
  stream: ReadableStream<Uint8Array>,
  name: string,
  bytes: number,
  buffer: PieceBuffer,
): ByteSource {
  const ownBufferReader = readerIntoOwnBuffer(stream);
  const reader = ownBufferReader ?? stream.getReader();
  const read = ownBufferReader ? readIntoOwnBuffer(ownBufferReader, buffer) : readPieces(reader as PieceReader);
  let found = 0;
  const next: Read = async (limit) => {
    const piece = await read(limit).catch((cause: unknown) => {
      throw new Error(`${name}: expected ${bytes} bytes, the stream broke off after ${found}; try again`, { cause });
    });
    found += piece?.length ?? 0;
    return piece;
  };
  const wrongLength = (end: string | number): never => {
    throw new Error(`${name}: expected ${bytes} bytes, found ${end}; copy the file again`);
  };
  const endedEarly = (limit: number): never =>
    wrongLength(found < bytes ? found : `a header that speaks of ${limit} more at least`);
  return {
    next: async (limit) => (await next(limit)) ?? endedEarly(limit),
    expectEnd: async () => {
      if (await next(1)) wrongLength('more');
      if (found !== bytes) wrongLength(found);
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

function readerIntoOwnBuffer(stream: ReadableStream<Uint8Array>): AtLeastReader | null {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    return null; // not a byte stream
  }
}

function readIntoOwnBuffer(reader: AtLeastReader, buffer: PieceBuffer): Read {
  return async (limit) => {
    // The last read of a stream that was cancelled, or of another runtime, may not give back what it was lent.
    if (buffer.bytes.byteLength < pieceBytes) buffer.bytes = new ArrayBuffer(pieceBytes);
    const view = new Uint8Array(buffer.bytes, 0, Math.min(limit, pieceBytes));
    const least = Math.min(view.length, leastBytes);
    const result = reader.readAtLeast ? await reader.readAtLeast(least, view) : await reader.read(view);
    if (result.value) buffer.bytes = result.value.buffer as ArrayBuffer;
    return result.value?.length ? result.value : null;
  };
}

type PieceReader = ReadableStreamDefaultReader<Uint8Array>;

function readPieces(reader: PieceReader): Read {
  let rest = new Uint8Array(0);
  return async (limit) => {
    while (rest.length === 0) {
      const { done, value } = await reader.read();
      if (done) return null;
      rest = value as Uint8Array<ArrayBuffer>;
    }
    const piece = rest.subarray(0, limit);
    rest = rest.subarray(piece.length);
    return piece;
  };
}

/** A small file as text. */
export async function readText(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).text();
}

/** A small JSON file. @throws Error naming the file and how it begins. */
export async function readJson(stream: ReadableStream<Uint8Array>, name: string): Promise<unknown> {
  const text = await readText(stream);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${name}: expected JSON, found ${JSON.stringify(text.slice(0, 40))}`, { cause });
  }
}
