/**
 * Reads a stream in exact amounts. Where the stream allows it, bytes arrive in a buffer of our own ("BYOB"), in large
 * pieces: workerd's default reader hands out 4 KB at a time and is several times slower.
 */
export interface ByteSource {
  /** The next piece, at most `limit` bytes, never empty. @throws Error when the stream ends first. */
  next(limit: number): Promise<Uint8Array>;
  /** @throws Error when there is more. */
  expectEnd(): Promise<void>;
  cancel(reason: unknown): Promise<void>;
}

const pieceBytes = 1 << 20;
/** A read that settles for less than this would come back too often. */
const leastBytes = 1 << 18;

/** workerd's addition to the standard reader. */
type AtLeastReader = ReadableStreamBYOBReader & {
  readAtLeast?(least: number, view: Uint8Array): Promise<ReadableStreamReadResult<Uint8Array>>;
};

export function byteSource(stream: ReadableStream<Uint8Array>, name: string): ByteSource {
  const reader = ownBufferReader(stream);
  return reader ? ownBufferSource(reader, name) : defaultSource(stream.getReader(), name);
}

function ownBufferReader(stream: ReadableStream<Uint8Array>): AtLeastReader | null {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    return null; // not a byte stream
  }
}

function ownBufferSource(reader: AtLeastReader, name: string): ByteSource {
  let buffer = new ArrayBuffer(pieceBytes);
  const read = async (limit: number) => {
    const view = new Uint8Array(buffer, 0, Math.min(limit, pieceBytes));
    const least = Math.min(view.length, leastBytes);
    const result = reader.readAtLeast ? await reader.readAtLeast(least, view) : await reader.read(view);
    if (result.value) buffer = result.value.buffer as ArrayBuffer;
    return result.value?.length ? result.value : null;
  };
  return {
    next: async (limit) => (await read(limit)) ?? endedEarly(name),
    expectEnd: async () => {
      if (await read(1)) goesOn(name);
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

function defaultSource(reader: ReadableStreamDefaultReader<Uint8Array>, name: string): ByteSource {
  let rest = new Uint8Array(0);
  const fill = async () => {
    while (rest.length === 0) {
      const { done, value } = await reader.read();
      if (done) return false;
      rest = value as Uint8Array<ArrayBuffer>;
    }
    return true;
  };
  return {
    next: async (limit) => {
      if (!(await fill())) endedEarly(name);
      const piece = rest.subarray(0, limit);
      rest = rest.subarray(piece.length);
      return piece;
    },
    expectEnd: async () => {
      if (await fill()) goesOn(name);
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

function endedEarly(name: string): never {
  throw new Error(`${name}: expected more bytes, the file ends early; copy it again`);
}

function goesOn(name: string): never {
  throw new Error(`${name}: expected the end of the file, found more bytes; copy it again`);
}

/** A small file as text. */
export async function readText(stream: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).text();
}
