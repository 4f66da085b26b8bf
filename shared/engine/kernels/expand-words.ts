// int8 or int6 weights -> int16 lanes, once per tile, reused for every row of activations.
//
// A tile is 8 output channels, a group 64 inputs: 32 pairs of inputs. Expanded, a pair is two vectors of int16: channels
// 0-3 and channels 4-7, two inputs each, which is what i32x4.dot_i16x8_s wants so that its int32 lanes are output
// channels and no sum ever crosses lanes.

import { MASKS } from './expand-int6';

/** Bytes of one expanded group: 32 pairs x 16 int16. */
export const EXPANDED_GROUP: usize = 1024;

/** Bytes of one packed group of a tile: 512 of int8 weights, 384 of int6 weights. */
export function packedGroup(bits: i32): usize {
  return bits == 8 ? 512 : 384;
}

/** `groups` consecutive groups of one tile; int6 weights, which are stored as 0..63, become -32..31. */
export function expandWords(bits: i32, packed: usize, expanded: usize, groups: usize): void {
  if (bits == 8) expandInt8(packed, expanded, groups);
  else expandInt6(packed, expanded, groups);
}

/** 512 packed bytes a group, 16 for a pair, ordered channel-major. */
function expandInt8(packed: usize, expanded: usize, groups: usize): void {
  for (const end = packed + groups * 512; packed < end; packed += 16) {
    v128.store(expanded, v128.load_ext<i8>(packed));
    v128.store(expanded, v128.load_ext<i8>(packed, 8), 16);
    expanded += 32;
  }
}

/** Four inputs of four channels, stored as 0..63, channel by channel: inputs 0 and 1 of each, then, 32 bytes on, 2 and 3. */
function storeFour(expanded: usize, bytes: v128): void {
  const pairs = i8x16.shuffle(bytes, bytes, 0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15);
  const zero = i16x8.splat(32);
  v128.store(expanded, i16x8.sub(i16x8.extend_low_i8x16_u(pairs), zero));
  v128.store(expanded, i16x8.sub(i16x8.extend_high_i8x16_u(pairs), zero), 32);
}

/** `groups` consecutive int6 groups of one tile: 384 bytes each, 48 for eight inputs, packed as in `expand-int6.ts`. */
function expandInt6(packed: usize, expanded: usize, groups: usize): void {
  const low = v128.load(MASKS);
  const high = v128.load(MASKS, 16);
  for (const end = packed + groups * 384; packed < end; packed += 48) {
    const ab = v128.load(packed);
    const cd = v128.load(packed, 16);
    const top = v128.load(packed, 32);
    storeFour(expanded, v128.or(v128.and(ab, low), v128.and(i16x8.shl(top, 4), high)));
    storeFour(expanded + 16, v128.or(v128.and(i16x8.shr_u(ab, 4), low), v128.and(i16x8.shl(top, 2), high)));
    storeFour(expanded + 64, v128.or(v128.and(cd, low), v128.and(top, high)));
    storeFour(expanded + 80, v128.or(v128.and(i16x8.shr_u(cd, 4), low), v128.and(i16x8.shr_u(top, 2), high)));
    expanded += 128;
  }
}
