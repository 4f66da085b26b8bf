// y = x Wᵀ + b on int16 activations and int6 weights, where a processor adds products of bytes up in one instruction: what
// linear-sixteen.ts has done by it there.
//
// An activation is two planes of bytes, x = 256 high + low + 128, both with a sign: see two-rows-of-planes.ts. Weights are
// u = w + 32, so that
//
//   sum x w = 256 sum high u + sum low u + 128 sum u - 32 sum x
//
// of which the last two are known beforehand. Within a group of 64 inputs all is exact: 32767 x 63 x 64 < 2^31.

import { expandInt6 } from './expand-int6';
import { expandScales } from './expand-scales';
import { planPrefetch } from './prefetch';
import { addDots } from './products';
import { EXPANDED_TRIO, FOUR_INPUTS } from './trio';
import { twoRowsOfPlanes } from './two-rows-of-planes';

const ONES = memory.data<u8>([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);

/** 128 times the sum of each channel's weights, for every group of three tiles: what the low plane was lowered by. */
function sumWeights(expanded: usize, lowered: usize, groups: usize): void {
  const ones = v128.load(ONES);
  for (const last = lowered + groups * 96; lowered < last; lowered += 96) {
    let c0 = i32x4.splat(0);
    let c1 = c0;
    let c2 = c0;
    let c3 = c0;
    let c4 = c0;
    let c5 = c0;
    for (const end = expanded + EXPANDED_TRIO; expanded < end; expanded += FOUR_INPUTS) {
      c0 = addDots(c0, ones, v128.load(expanded));
      c1 = addDots(c1, ones, v128.load(expanded, 16));
      c2 = addDots(c2, ones, v128.load(expanded, 32));
      c3 = addDots(c3, ones, v128.load(expanded, 48));
      c4 = addDots(c4, ones, v128.load(expanded, 64));
      c5 = addDots(c5, ones, v128.load(expanded, 80));
    }
    v128.store(lowered, i32x4.shl(c0, 7));
    v128.store(lowered, i32x4.shl(c1, 7), 16);
    v128.store(lowered, i32x4.shl(c2, 7), 32);
    v128.store(lowered, i32x4.shl(c3, 7), 48);
    v128.store(lowered, i32x4.shl(c4, 7), 64);
    v128.store(lowered, i32x4.shl(c5, 7), 80);
  }
}

/**
 * As `linearSixteen`, of int6 weights. Three tiles at a time; where their number is no multiple of three, some of the last ones are worked out twice.
 *
 */
export function linearInt6Rows(
  x: usize, rowSums: usize, rowScales: usize, rows: usize, packed: usize, scales: usize, bias: usize,
  tiles: usize, groups: usize, out: usize, outStride: usize, scratch: usize,
): void {
  const floatScales = scratch + groups * EXPANDED_TRIO;
  const lowered = floatScales + groups * 96;
  const sums = lowered + groups * 96;
  const ofTile = groups * 384;
  for (let trio: usize = 0; trio < tiles; trio += 3) {
    const tile = min(trio, tiles - 3);
    for (let one: usize = 0; one < 3; one++) {
      expandInt6(packed + (tile + one) * ofTile, scratch + one * 32, FOUR_INPUTS, groups);
      expandScales(scales + (tile + one) * groups * 16, floatScales + one * 32, groups, 96);
    }
    sumWeights(scratch, lowered, groups);
    planPrefetch(packed + (tile + 3) * ofTile, 3 * ofTile);
    for (let row: usize = 0; row < rows; row += 2) {
      const to = out + tile * 32 + row * outStride;
      twoRowsOfPlanes<u8>(
        x + row * groups * 128, rowSums + row * groups * 4, rowScales + row * 4, scratch, 8, lowered, floatScales, groups,
        bias + tile * 32, to, outStride, sums,
      );
    }
  }
}
