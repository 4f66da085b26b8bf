import { type Change, touches } from '../bert/change.ts';
import type { Site } from '../bert/sites.ts';
import type { Head } from './attention-scores.ts';
import type { Pass } from './pass.ts';

/**
 * Shows each text's rows, [rows, size] densely at `address`, to its change, and puts what it gives in their place.
 * Nothing is done, and nothing copied, for texts without a change.
 */
export function changeRows(pass: Pass, site: Site, address: number, size: number): void {
  for (const { start, length, change } of pass.texts) {
    if (!touches(change, site)) continue;
    const first = address / 4 + start * size;
    const data = pass.floats.subarray(first, first + length * size);
    const changed = change(site, { shape: [length, size], data }).data;
    if (changed !== data) data.set(changed);
  }
}

/** The same of one head after the other: their parts of the rows [rows, hiddenSize] at `address`. */
export function changeHeads(pass: Pass, site: Site, address: number): void {
  const { numAttentionHeads, headSize, hiddenSize } = pass.config;
  for (const { start, length, change } of pass.texts) {
    if (!touches(change, site)) continue;
    for (let head = 0; head < numAttentionHeads; head++) {
      const first = address / 4 + start * hiddenSize + head * headSize;
      changeStrided(pass, { first, stride: hiddenSize, shape: [length, headSize] }, (values) =>
        change(site, values, head),
      );
    }
  }
}

/** The same of one head's square, whose rows stand `paddedLength` floats apart at `address`. */
export function changePairs(pass: Pass, site: Site, at: Head, address: number): void {
  const { change, length } = pass.texts[at.text]!;
  if (!touches(change, site)) return;
  changeStrided(pass, { first: address / 4, stride: at.paddedLength, shape: [length, length] }, (values) =>
    change(site, values, at.head),
  );
}

interface Strided {
  /** Of the first number, in floats. */
  readonly first: number;
  /** Floats from one row to the next. */
  readonly stride: number;
  readonly shape: readonly [rows: number, columns: number];
}

type Matrix = Parameters<Change>[1];

function changeStrided({ floats }: Pass, { first, stride, shape }: Strided, change: (values: Matrix) => Matrix): void {
  const [rows, columns] = shape;
  const data = new Float32Array(rows * columns);
  const at = (row: number) => floats.subarray(first + row * stride, first + row * stride + columns);
  for (let row = 0; row < rows; row++) data.set(at(row), row * columns);
  const changed = change({ shape, data }).data;
  if (changed === data) return;
  for (let row = 0; row < rows; row++) at(row).set(changed.subarray(row * columns, (row + 1) * columns));
}
