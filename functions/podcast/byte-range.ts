/** A part of a file, both ends included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * `bytes=first-last`, `bytes=first-` or `bytes=-length` of a file of `size` bytes. Undefined: the whole file, also where
 * the header is of another kind or asks for several parts, which a server may decline.
 * https://www.rfc-editor.org/rfc/rfc9110#name-range-requests
 */
export function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, first, last] = found ?? [];
  if (!first && !last) return undefined;
  const range = first
    ? { first: Number(first), last: last ? Math.min(Number(last), size - 1) : size - 1 }
    : { first: Math.max(0, size - Number(last)), last: size - 1 };
  if (last && first && Number(last) < Number(first)) return undefined;
  return range.first > range.last ? 'unsatisfiable' : range;
}

/** Lets only the bytes of the range pass. */
export function onlyBytes({ first, last }: ByteRange): TransformStream<Uint8Array, Uint8Array> {
  let at = 0;
  return new TransformStream({
    transform: (chunk, controller) => {
      const part = chunk.subarray(Math.max(0, first - at), Math.max(0, last + 1 - at));
      at += chunk.length;
      if (part.length > 0) controller.enqueue(part);
      if (at > last) controller.terminate();
    },
  });
}
