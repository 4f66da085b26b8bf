import type { Pass } from './pass.ts';

/** Hands out rows [rows, size] that stand densely at `address`, one text after the other, if anybody wants them. */
export function emitRows(pass: Pass, name: string, address: number, size: number): void {
  if (!pass.sink.wants(name)) return;
  pass.texts.forEach(({ start, length }, text) => {
    const first = address / 4 + start * size;
    pass.sink.write(name, text, 0, pass.floats.subarray(first, first + length * size));
  });
}

/** Hands out the heads' parts of rows [rows, hiddenSize] as [heads, n, headSize]. */
export function emitHeads(pass: Pass, name: string, address: number): void {
  if (!pass.sink.wants(name)) return;
  const { numAttentionHeads, headSize, hiddenSize } = pass.config;
  pass.texts.forEach(({ start, length }, text) => {
    for (let head = 0; head < numAttentionHeads; head++) {
      for (let row = 0; row < length; row++) {
        const first = address / 4 + (start + row) * hiddenSize + head * headSize;
        pass.sink.write(name, text, (head * length + row) * headSize, pass.floats.subarray(first, first + headSize));
      }
    }
  });
}

/** Hands out one head's square [n, n], whose rows stand `stride` floats apart. */
export function emitPairs(pass: Pass, name: string, text: number, head: number, address: number, stride: number): void {
  if (!pass.sink.wants(name)) return;
  const { length } = pass.texts[text];
  for (let row = 0; row < length; row++) {
    const first = address / 4 + row * stride;
    pass.sink.write(name, text, (head * length + row) * length, pass.floats.subarray(first, first + length));
  }
}
