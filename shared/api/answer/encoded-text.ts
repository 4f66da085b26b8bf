/** The text in UTF-8, a full page at a time. Every part is written into the same `page`: use it before the next one. */
export function* encodedText(text: Iterable<string>, page: ArrayBuffer): Generator<Uint8Array, undefined> {
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(page);
  let filled = 0;
  for (let part of text) {
    while (part !== '') {
      const { read, written } = encoder.encodeInto(part, bytes.subarray(filled));
      filled += written;
      part = part.slice(read);
      if (part === '') break;
      yield bytes.subarray(0, filled);
      filled = 0;
    }
  }
  if (filled > 0) yield bytes.subarray(0, filled);
}
