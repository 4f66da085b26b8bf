// y = x Wᵀ + b on activations of one scale a row and int8 weights: with 14 bits MiniLM's linear maps, with 16 BERT-base's
// queries, keys and masked-LM head.
//
// Where a processor adds products of bytes up in one instruction, an activation of 14 bits is two planes of seven,
// x + 8192 = 128 high + low, and one of 16 bits two planes of eight (linear-sixteen.ts): see two-rows-of-planes.ts.
// Elsewhere an activation is an int16, and linear-words.ts has the faster way. Within a group of 64 inputs both are exact,
// so both give the same bits: 32767 x 128 x 64 < 2^31.

import { expandScales } from './expand-scales';
import { linearWords } from './linear-words';
import { planPrefetch } from './prefetch';
import { addDots } from './products';
import { EXPANDED_TRIO, FOUR_INPUTS } from './trio';
import { twoRowsOfPlanes } from './two-rows-of-planes';

const ONES = memory.data<u8>([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);

/** From inputs 0 and 1 of eight channels, and inputs 2 and 3: four inputs of channels 0-3. */
function lowFour(p: v128, q: v128): v128 {
  return i8x16.shuffle(p, q, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23);
}

/** The same of channels 4-7. */
function highFour(p: v128, q: v128): v128 {
  return i8x16.shuffle(p, q, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31);
}

/**
 * One tile of 8 channels, into 32 of every 96 bytes, as `expandInt6` does; and for each group and channel `back` times the sum
 * of its weights, which takes back what every activation was raised by, into 32 of every 96 bytes.
 */
function expandInt8(packed: usize, expanded: usize, back: i32, raised: usize, groups: usize): void {
  const ones = v128.load(ONES);
  const factor = i32x4.splat(back);
  for (let group: usize = 0; group < groups; group++) {
    let low = i32x4.splat(0);
    let high = i32x4.splat(0);
    for (const end = packed + 512; packed < end; packed += 64) {
      const p = v128.load(packed);
      const q = v128.load(packed, 16);
      const r = v128.load(packed, 32);
      const s = v128.load(packed, 48);
      const a = lowFour(p, q);
      const b = highFour(p, q);
      const c = lowFour(r, s);
      const d = highFour(r, s);
      v128.store(expanded, a);
      v128.store(expanded, b, 16);
      v128.store(expanded, c, 96);
      v128.store(expanded, d, 112);
      low = addDots(addDots(low, a, ones), c, ones);
      high = addDots(addDots(high, b, ones), d, ones);
      expanded += 2 * FOUR_INPUTS;
    }
    v128.store(raised, i32x4.mul(low, factor));
    v128.store(raised, i32x4.mul(high, factor), 16);
    raised += 96;
  }
}

/**
 * As `linearInt8`, of planes. Three tiles at a time; where their number is no multiple of three, some of the last ones are
 * worked out twice.
 *
 * @param shift bits of the low plane: x + raised = 2^shift high + low
 * @param back -raised
 */
export function linearPlanes(
  shift: i32, back: i32, x: usize, rowScales: usize, rows: usize, packed: usize, scales: usize, bias: usize,
  tiles: usize, groups: usize, out: usize, outStride: usize, scratch: usize,
): void {
  const floatScales = scratch + groups * EXPANDED_TRIO;
  const raised = floatScales + groups * 96;
  const sums = raised + groups * 96;
  const ofTile = groups * 512;
  for (let trio: usize = 0; trio < tiles; trio += 3) {
    const tile = min(trio, tiles - 3);
    for (let one: usize = 0; one < 3; one++) {
      expandInt8(packed + (tile + one) * ofTile, scratch + one * 32, back, raised + one * 32, groups);
      expandScales(scales + (tile + one) * groups * 16, floatScales + one * 32, groups, 96);
    }
    planPrefetch(packed + (tile + 3) * ofTile, 3 * ofTile);
    for (let row: usize = 0; row < rows; row += 2) {
      const to = out + tile * 32 + row * outStride;
      twoRowsOfPlanes<i8>(
        x + row * groups * 128, 0, rowScales + row * 4, scratch, shift, raised, floatScales, groups,
        bias + tile * 32, to, outStride, sums,
      );
    }
  }
}

/**
 * out[rows, tiles * 8] = (x * rowScale) · (w * scale)ᵀ + bias
 *
 * @param x as `quantizeFourteen` writes it
 * @param rowScales f32 [rows]
 * @param rows a multiple of 4
 * @param packed int8 [tiles, groups, 512]
 * @param scales f16 [tiles, groups, 8]
 * @param bias f32 [tiles * 8]
 * @param tiles at least 3
 * @param outStride bytes from one row of `out` to the next
 * @param scratch room for three expanded tiles, their scales, sums of weights and 192 bytes of sums: groups * 1728 + 192
 */
export function linearInt8(
  x: usize, rowScales: usize, rows: usize, packed: usize, scales: usize, bias: usize,
  tiles: usize, groups: usize, out: usize, outStride: usize, scratch: usize,
): void {
  if (isDefined(NATIVE_DOT)) {
    linearPlanes(7, -8192, x, rowScales, rows, packed, scales, bias, tiles, groups, out, outStride, scratch);
  } else linearWords(8, x, rowScales, rows, packed, scales, bias, tiles, groups, out, outStride, scratch);
}
