// y = x Wᵀ + b on int16 activations and int6 weights: what runs that are compared with each other take. Between two of them
// the numbers differ by little, and eight bits of an activation would be too coarse for that.
//
// The arithmetic is that of linear-int8.ts; only the weights come from fewer bits. Half as fast as linear-int6.ts.

import { EXPANDED_GROUP } from './expand-int8';
import { expandInt6Words } from './expand-int6-words';
import { expandScales } from './expand-scales';
import { fourRows } from './linear-int8';
import { planPrefetch } from './prefetch';

/**
 * out[rows, tiles * 8] = (x * rowScale) · (w * scale)ᵀ + bias
 *
 * @param x int16 [rows / 4, groups * 32, 4, 2]: four rows' pairs side by side, as `quantizeRows` writes them
 * @param rowScales f32 [rows]
 * @param rows a multiple of 4
 * @param packed int6 [tiles, groups, 384]
 * @param scales f16 [tiles, groups, 8]
 * @param bias f32 [tiles * 8]
 * @param outStride bytes from one row of `out` to the next
 * @param scratch room for one expanded tile, its scales and 128 bytes of sums: groups * 1056 + 128
 */
export function linearInt6ByWords(
  x: usize, rowScales: usize, rows: usize, packed: usize, scales: usize, bias: usize,
  tiles: usize, groups: usize, out: usize, outStride: usize, scratch: usize,
): void {
  const tileBytes: usize = groups * 384;
  const xStride: usize = groups * 128; // of one row; blocks of four rows are dense
  const floatScales = scratch + groups * EXPANDED_GROUP;
  const sums = floatScales + groups * 32;
  for (let tile: usize = 0; tile < tiles; tile++) {
    expandInt6Words(packed, scratch, groups);
    expandScales(scales, floatScales, groups, 32);
    planPrefetch(packed + tileBytes, tileBytes);
    for (let row: usize = 0; row < rows; row += 4) {
      fourRows(x + row * xStride, rowScales + row * 4, scratch, floatScales, groups, bias, out + row * outStride, outStride, sums);
    }
    packed += tileBytes;
    scales += groups * 16;
    bias += 32;
    out += 32;
  }
}
