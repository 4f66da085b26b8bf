// Activations -> int8, one scale for 64 inputs of a row: scale = max |x| / 127, q = round(x / scale).
//
// BERT's residual stream has a few outlying channels and its feed-forward layer a few outlying neurons: in their groups
// eight bits are too coarse for the row. Where the square of a group's largest magnitude is more than a third of the sum
// of all groups' squares, what the first rounding left is rounded again, with a scale 254 times finer: 16 bits in all. No
// row has more than two such groups, three where they are equal and rounding helps.
//
// Written as `linearInt6` reads: two rows form a block, a block is a list of entries.
// Block: u32 number of entries, padded to 16 bytes; room for every group and six more.
// Entry: f32 scales of the two rows, i32 -32 times the sums of their inputs, u32 group, padded to 32 bytes;
//        int8 [8, 2, 2, 4]: 8 inputs at a time, the first four of either row, the next four of either row.

import { largestMagnitude } from './largest-magnitude';
import { nearestFour, roundFour, scaled } from './round';

export const BLOCK: usize = 16;
export const ENTRY: usize = 160;

/** Bytes from one block to the next. */
export function blockBytes(groups: usize): usize {
  return BLOCK + (groups + 6) * ENTRY;
}

/** What is left of x after q * scale, in units of the finer scale. */
function remainder(x: usize, inverse: v128, scale: v128, finer: v128): v128 {
  const left = f32x4.sub(v128.load(x), f32x4.mul(nearestFour(scaled(x, inverse)), scale));
  return f32x4.mul(left, finer);
}

/** Eight numbers rounded to int8, twice in a row. */
function int8s(a: v128, b: v128): v128 {
  const words = i16x8.narrow_i32x4_s(roundFour(a), roundFour(b));
  return i8x16.narrow_i16x8_s(words, words);
}

/** Four inputs of a row, and the next four behind the other row's. */
function storeEight(to: usize, bytes: v128): void {
  v128.store_lane<u32>(to, bytes, 0);
  v128.store_lane<u32>(to, bytes, 1, 8);
}

/** A row's scale, and -32 times the sum of its inputs: of int16 lanes 0-3 of `sums`, the others say the same again. */
function finishRow(row: usize, scale: f32, sums: v128): void {
  const pairs = i32x4.extadd_pairwise_i16x8_s(sums);
  store<f32>(row, scale);
  store<i32>(row, -32 * (i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1)), 8);
}

/** One group of one row into an entry. `slot` is the row's place in it: 0 or 4. */
function writeCoarse(x: usize, largest: f32, entry: usize, slot: usize): void {
  const inverse = f32x4.splat(largest > 0 ? <f32>127 / largest : 0);
  let sums = i16x8.splat(0);
  let to = entry + 32 + slot;
  for (const end = x + 256; x < end; x += 32) {
    const bytes = int8s(scaled(x, inverse), scaled(x + 16, inverse));
    storeEight(to, bytes);
    sums = i16x8.add(sums, i16x8.extadd_pairwise_i8x16_s(bytes));
    to += 16;
  }
  finishRow(entry + slot, largest / 127, sums);
}

/** What `writeCoarse` left. */
function writeFine(x: usize, largest: f32, entry: usize, slot: usize): void {
  const scale = largest / 127;
  const fineScale = scale / 254;
  const inverse = f32x4.splat(<f32>127 / largest);
  const scales = f32x4.splat(scale);
  const finer = f32x4.splat(<f32>1 / fineScale);
  let sums = i16x8.splat(0);
  let to = entry + 32 + slot;
  for (const end = x + 256; x < end; x += 32) {
    const bytes = int8s(remainder(x, inverse, scales, finer), remainder(x + 16, inverse, scales, finer));
    storeEight(to, bytes);
    sums = i16x8.add(sums, i16x8.extadd_pairwise_i8x16_s(bytes));
    to += 16;
  }
  finishRow(entry + slot, fineScale, sums);
}

/** A row that has nothing to say in an entry. */
function writeZeros(entry: usize, slot: usize): void {
  const end = entry + ENTRY;
  for (let to = entry + 32 + slot; to < end; to += 8) store<u32>(to, 0);
  store<f32>(entry + slot, 0);
  store<i32>(entry + slot, 0, 8);
}

/** Largest magnitudes of a row's groups. @returns the one above which a group is rounded twice */
function measureRow(x: usize, groups: usize, largest: usize): f32 {
  let squares: f32 = 0;
  for (let group: usize = 0; group < groups; group++) {
    const one = largestMagnitude(x + group * 256, 64);
    store<f32>(largest + group * 4, one);
    squares += one * one;
  }
  return sqrt<f32>(squares / 3);
}

/** Two rows' group `group`, rounded once. `second` is 0 where there is no second row. @returns bytes written */
function writeCoarseEntry(x: usize, second: usize, group: usize, groups: usize, largest: usize, entry: usize): usize {
  const first = load<f32>(largest + group * 4);
  const other: f32 = second ? load<f32>(largest + (groups + group) * 4) : 0;
  if (first == 0 && other == 0) return 0;
  writeCoarse(x + group * 256, first, entry, 0);
  if (second) writeCoarse(second + group * 256, other, entry, 4);
  else writeZeros(entry, 4);
  store<u32>(entry, group, 16);
  return ENTRY;
}

/** The second rounding of those of the two rows whose largest magnitude is above their limit. @returns bytes written */
function writeFineEntry(
  x: usize, limit: f32, second: usize, secondLimit: f32, group: usize, groups: usize, largest: usize, entry: usize,
): usize {
  const first = load<f32>(largest + group * 4);
  const other = load<f32>(largest + (groups + group) * 4);
  const isFine = first > limit;
  const isOtherFine = second != 0 && other > secondLimit;
  if (!isFine && !isOtherFine) return 0;
  if (isFine) writeFine(x + group * 256, first, entry, 0);
  else writeZeros(entry, 0);
  if (isOtherFine) writeFine(second + group * 256, other, entry, 4);
  else writeZeros(entry, 4);
  store<u32>(entry, group, 16);
  return ENTRY;
}

function writeBlock(x: usize, second: usize, groups: usize, block: usize, largest: usize): void {
  const limit = measureRow(x, groups, largest);
  const secondLimit = second ? measureRow(second, groups, largest + groups * 4) : 0;
  let entry = block + BLOCK;
  for (let group: usize = 0; group < groups; group++) {
    entry += writeCoarseEntry(x, second, group, groups, largest, entry);
  }
  for (let group: usize = 0; group < groups; group++) {
    entry += writeFineEntry(x, limit, second, secondLimit, group, groups, largest, entry);
  }
  store<u32>(block, <u32>((entry - block - BLOCK) / ENTRY));
}

/**
 * Blocks of x f32 [rows, size], size a multiple of 64: [ceil(rows / 2)] of 16 + (size / 64 + 6) * 160 bytes.
 * A row comes out the same whatever the other row of its block is.
 * @param largest room for f32 [2, size / 64]
 */
export function quantizeGroups(x: usize, rows: usize, size: usize, blocks: usize, largest: usize): void {
  const groups = size >> 6;
  for (let row: usize = 0; row < rows; row += 2) {
    const second = row + 1 < rows ? x + size * 4 : 0;
    writeBlock(x, second, groups, blocks, largest);
    x += size * 8;
    blocks += blockBytes(groups);
  }
}
