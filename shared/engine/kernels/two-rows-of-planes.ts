// Activations as two planes of bytes, x + raised = 2^shift high + low, on three expanded tiles of weights, where a processor
// adds products of bytes up in one instruction: what linear-int6-rows.ts and linear-int8.ts share.
//
// 2 rows x 24 channels are worked on at a time: a sum is ready for its next products after five cycles, in which ten others
// can begin, and eight would wait for each other. First come all products with the high plane, then, `shift` bits further
// up, all with the low one.

import { addScaled } from './add-scaled';
import { finishRow } from './finish-row';
import { prefetch } from './prefetch';
import { addDots } from './products';
import { EXPANDED_TRIO, FOUR_INPUTS } from './trio';

/** Bytes of a group of two rows: eight inputs of both at a time, the high plane before the low one. */
const PLANES: usize = 256;

/** Weights that have a sign are the instruction's first bytes, others its second ones. */
function addPlane<Weight>(sum: v128, inputs: v128, weights: v128): v128 {
  return isSigned<Weight>() ? addDots(sum, weights, inputs) : addDots(sum, inputs, weights);
}

/** What is known beforehand of a row's sums: nothing where weights have a sign. */
function knownOf<Weight>(known: usize): v128 {
  return isSigned<Weight>() ? i32x4.splat(0) : v128.load32_splat(known);
}

/** sums[2][24] += one group's exact products, scaled. */
function addGroup<Weight>(
  x: usize, known0: usize, known1: usize, w: usize, shift: i32, ofChannels: usize, scales: usize, sums: usize,
): void {
  let a0 = i32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let a4 = a0;
  let a5 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  let b4 = a0;
  let b5 = a0;
  const end = w + EXPANDED_TRIO;
  for (let isLow = false; ; isLow = true) {
    for (let at = w; at < end; at += FOUR_INPUTS) {
      const p = v128.load32_splat(x);
      const q = v128.load32_splat(x, 4);
      let u = v128.load(at);
      a0 = addPlane<Weight>(a0, p, u);
      b0 = addPlane<Weight>(b0, q, u);
      u = v128.load(at, 16);
      a1 = addPlane<Weight>(a1, p, u);
      b1 = addPlane<Weight>(b1, q, u);
      u = v128.load(at, 32);
      a2 = addPlane<Weight>(a2, p, u);
      b2 = addPlane<Weight>(b2, q, u);
      u = v128.load(at, 48);
      a3 = addPlane<Weight>(a3, p, u);
      b3 = addPlane<Weight>(b3, q, u);
      u = v128.load(at, 64);
      a4 = addPlane<Weight>(a4, p, u);
      b4 = addPlane<Weight>(b4, q, u);
      u = v128.load(at, 80);
      a5 = addPlane<Weight>(a5, p, u);
      b5 = addPlane<Weight>(b5, q, u);
      x += 8;
    }
    if (isLow) break;
    const first = knownOf<Weight>(known0);
    const second = knownOf<Weight>(known1);
    let back = v128.load(ofChannels);
    a0 = i32x4.add(i32x4.shl(a0, shift), i32x4.add(back, first));
    b0 = i32x4.add(i32x4.shl(b0, shift), i32x4.add(back, second));
    back = v128.load(ofChannels, 16);
    a1 = i32x4.add(i32x4.shl(a1, shift), i32x4.add(back, first));
    b1 = i32x4.add(i32x4.shl(b1, shift), i32x4.add(back, second));
    back = v128.load(ofChannels, 32);
    a2 = i32x4.add(i32x4.shl(a2, shift), i32x4.add(back, first));
    b2 = i32x4.add(i32x4.shl(b2, shift), i32x4.add(back, second));
    back = v128.load(ofChannels, 48);
    a3 = i32x4.add(i32x4.shl(a3, shift), i32x4.add(back, first));
    b3 = i32x4.add(i32x4.shl(b3, shift), i32x4.add(back, second));
    back = v128.load(ofChannels, 64);
    a4 = i32x4.add(i32x4.shl(a4, shift), i32x4.add(back, first));
    b4 = i32x4.add(i32x4.shl(b4, shift), i32x4.add(back, second));
    back = v128.load(ofChannels, 80);
    a5 = i32x4.add(i32x4.shl(a5, shift), i32x4.add(back, first));
    b5 = i32x4.add(i32x4.shl(b5, shift), i32x4.add(back, second));
  }
  let scale = v128.load(scales);
  addScaled(sums, a0, scale, 0);
  addScaled(sums, b0, scale, 96);
  scale = v128.load(scales, 16);
  addScaled(sums, a1, scale, 16);
  addScaled(sums, b1, scale, 112);
  scale = v128.load(scales, 32);
  addScaled(sums, a2, scale, 32);
  addScaled(sums, b2, scale, 128);
  scale = v128.load(scales, 48);
  addScaled(sums, a3, scale, 48);
  addScaled(sums, b3, scale, 144);
  scale = v128.load(scales, 64);
  addScaled(sums, a4, scale, 64);
  addScaled(sums, b4, scale, 160);
  scale = v128.load(scales, 80);
  addScaled(sums, a5, scale, 80);
  addScaled(sums, b5, scale, 176);
}

/**
 * Two rows of three tiles.
 *
 * @param Weight i8, or u8 where weights are stored without sign
 * @param known int32 [2, groups], added to the sums of either row; not read beside weights with a sign
 * @param ofChannels int32 [groups, 24], added to the sums of each channel
 */
export function twoRowsOfPlanes<Weight>(
  x: usize, known: usize, rowScales: usize, w: usize, shift: i32, ofChannels: usize, scales: usize, groups: usize,
  bias: usize, out: usize, outStride: usize, sums: usize,
): void {
  // memory.fill would be a call out of WebAssembly
  for (let at = sums; at < sums + 192; at += 16) v128.store(at, i32x4.splat(0));
  const ofRow = groups * 4;
  for (const end = w + groups * EXPANDED_TRIO; w < end; w += EXPANDED_TRIO) {
    prefetch();
    addGroup<Weight>(x, known, known + ofRow, w, shift, ofChannels, scales, sums);
    x += PLANES;
    known += 4;
    ofChannels += 96;
    scales += 96;
  }
  finishRow(sums, 96, load<f32>(rowScales), bias, out);
  finishRow(sums + 96, 96, load<f32>(rowScales, 4), bias, out + outStride);
}
