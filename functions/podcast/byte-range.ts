/** A part of a file; both ends are included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The range that `bytes=first-last`, `bytes=first-` or `bytes=-length` names in a file of `size` bytes. Undefined means
 * the whole file, also where the header has another unit or several ranges, which a server may ignore.
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

/** A stream that passes only the bytes of the range. */
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
