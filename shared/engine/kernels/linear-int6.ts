// y = x Wᵀ + b on int8 activations, scaled by groups of 64, and int6 weights: seven tenths of a BERT-base forward pass.
//
// 2 rows x 16 channels at a time. A product of bytes sums 16 of them in one instruction, two such sums still fit int16
// (4 x 127 x 63 = 32,004), and one instruction more adds them up to int32. Within a group everything is exact.
//
// A block of two rows is a list of entries, each a group of inputs: every group once, and once more where the first
// rounding was too coarse for a row (see quantize-groups.ts). Weights are stored without sign, w + 32: an entry begins
// with -32 times the sum of its inputs.

import { addScaled } from './add-scaled';
import { EXPANDED_PAIR, expandInt6 } from './expand-int6';
import { expandScales } from './expand-scales';
import { planPrefetch, prefetch } from './prefetch';
import { addProducts } from './products';
import { BLOCK, blockBytes, ENTRY } from './quantize-groups';

/** Eight int16 ones. In memory, since V8 makes a constant anew wherever it is used. */
const ONES = memory.data<i16>([1, 1, 1, 1, 1, 1, 1, 1]);

/** sums[2][16] += one entry's exact products, scaled. */
function addEntry(entry: usize, w: usize, scales: usize, sums: usize): void {
  let a0 = v128.load32_splat(entry, 8);
  let b0 = v128.load32_splat(entry, 12);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b1 = b0;
  let b2 = b0;
  let b3 = b0;
  const ones = v128.load(ONES);
  let x = entry + 32;
  for (const end = w + EXPANDED_PAIR; w < end; w += 128) {
    const rows = v128.load(x);
    const p = i8x16.shuffle(rows, rows, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
    const q = i8x16.shuffle(rows, rows, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7);
    const r = i8x16.shuffle(rows, rows, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11);
    const s = i8x16.shuffle(rows, rows, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15);
    let u = v128.load(w);
    let v = v128.load(w, 64);
    a0 = addProducts(a0, p, u, r, v, ones);
    b0 = addProducts(b0, q, u, s, v, ones);
    u = v128.load(w, 16);
    v = v128.load(w, 80);
    a1 = addProducts(a1, p, u, r, v, ones);
    b1 = addProducts(b1, q, u, s, v, ones);
    u = v128.load(w, 32);
    v = v128.load(w, 96);
    a2 = addProducts(a2, p, u, r, v, ones);
    b2 = addProducts(b2, q, u, s, v, ones);
    u = v128.load(w, 48);
    v = v128.load(w, 112);
    a3 = addProducts(a3, p, u, r, v, ones);
    b3 = addProducts(b3, q, u, s, v, ones);
    x += 16;
  }
  const first = v128.load32_splat(entry);
  const second = v128.load32_splat(entry, 4);
  let scale = v128.load(scales);
  addScaled(sums, a0, f32x4.mul(first, scale), 0);
  addScaled(sums, b0, f32x4.mul(second, scale), 64);
  scale = v128.load(scales, 16);
  addScaled(sums, a1, f32x4.mul(first, scale), 16);
  addScaled(sums, b1, f32x4.mul(second, scale), 80);
  scale = v128.load(scales, 32);
  addScaled(sums, a2, f32x4.mul(first, scale), 32);
  addScaled(sums, b2, f32x4.mul(second, scale), 96);
  scale = v128.load(scales, 48);
  addScaled(sums, a3, f32x4.mul(first, scale), 48);
  addScaled(sums, b3, f32x4.mul(second, scale), 112);
}

/** 64 bytes; memory.copy is a call out of WebAssembly. */
function copy64(from: usize, to: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
  v128.store(to, v128.load(from, 32), 32);
  v128.store(to, v128.load(from, 48), 48);
}

/** Two rows of two tiles: from the bias on, all their entries. */
function twoRows(block: usize, w: usize, scales: usize, bias: usize, out: usize, outStride: usize, sums: usize): void {
  copy64(bias, sums);
  copy64(bias, sums + 64);
  const entries = load<u32>(block);
  let entry = block + BLOCK;
  for (const end = entry + <usize>entries * ENTRY; entry < end; entry += ENTRY) {
    const group: usize = load<u32>(entry, 16);
    prefetch();
    addEntry(entry, w + group * EXPANDED_PAIR, scales + group * 64, sums);
  }
  copy64(sums, out);
  copy64(sums + 64, out + outStride);
}

/**
 * out[rows, tiles * 8] = x · (w * scale)ᵀ + bias
 *
 * Two tiles at a time; where their number is odd, the last but one is worked out twice.
 *
 * @param blocks pairs of rows, as `quantizeGroups` writes them
 * @param packed int6 [tiles, groups, 384]
 * @param scales f16 [tiles, groups, 8]
 * @param bias f32 [tiles * 8]
 * @param tiles at least 2
 * @param out one row more is written where `rows` is odd
 * @param outStride bytes from one row of `out` to the next
 * @param scratch room for two expanded tiles, their scales and 128 bytes of sums: groups * 1088 + 128
 */
export function linearInt6(
  blocks: usize, rows: usize, packed: usize, scales: usize, bias: usize,
  tiles: usize, groups: usize, out: usize, outStride: usize, scratch: usize,
): void {
  const floatScales = scratch + groups * EXPANDED_PAIR;
  const sums = floatScales + groups * 64;
  for (let pair: usize = 0; pair < tiles; pair += 2) {
    const tile = min(pair, tiles - 2);
    expandInt6(packed + tile * groups * 384, scratch, 64, groups);
    expandInt6(packed + (tile + 1) * groups * 384, scratch + 32, 64, groups);
    expandScales(scales + tile * groups * 16, floatScales, groups, 64);
    expandScales(scales + (tile + 1) * groups * 16, floatScales + 32, groups, 64);
    planPrefetch(packed + (tile + 2) * groups * 384, 2 * groups * 384);
    for (let row: usize = 0; row < rows; row += 2) {
      const block = blocks + (row >> 1) * blockBytes(groups);
      twoRows(block, scratch, floatScales, bias + tile * 32, out + tile * 32 + row * outStride, outStride, sums);
    }
  }
}
