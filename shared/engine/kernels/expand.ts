// Packed weights -> int16 lanes, once per tile, reused for every row of activations.
//
// A tile is 8 output channels, a group 64 inputs: 32 pairs of inputs, each pair 16 weights ordered channel-major.
// Expanded, a pair is two vectors of int16: channels 0-3 and channels 4-7, two inputs each, which is what
// i32x4.dot_i16x8_s wants so that its int32 lanes are output channels and no sum ever crosses lanes.

import { floatsOfHalves } from './float16';

/** Bytes of one expanded group: 32 pairs x 16 int16. */
export const EXPANDED_GROUP: usize = 1024;

/** int8 group: 512 bytes, 16 per pair. */
function expandInt8(packed: usize, expanded: usize): void {
  for (let pair: usize = 0; pair < 32; pair++) {
    v128.store(expanded, v128.load_ext<i8>(packed));
    v128.store(expanded, v128.load_ext<i8>(packed, 8), 16);
    packed += 16;
    expanded += 32;
  }
}

/** Writes 16 values 0..63 as int16 -32..31. */
function storeCentred(expanded: usize, values: v128): void {
  const centred = i8x16.sub(values, i8x16.splat(32));
  v128.store(expanded, i16x8.extend_low_i8x16_s(centred));
  v128.store(expanded, i16x8.extend_high_i8x16_s(centred), 16);
}

/**
 * int6 group: 384 bytes, 48 per four pairs a b c d. Two vectors of nibbles (a and b, c and d), one of the four's upper
 * two bits. There is no 8-bit shift: 16-bit shifts smear across bytes, and the masks cut off what was smeared.
 */
function expandInt6(packed: usize, expanded: usize): void {
  const low = i8x16.splat(15);
  const high = i8x16.splat(48);
  for (let four: usize = 0; four < 8; four++) {
    const ab = v128.load(packed);
    const cd = v128.load(packed, 16);
    const top = v128.load(packed, 32);
    storeCentred(expanded, v128.or(v128.and(ab, low), v128.and(i16x8.shl(top, 4), high)));
    storeCentred(expanded + 32, v128.or(v128.and(i16x8.shr_u(ab, 4), low), v128.and(i16x8.shl(top, 2), high)));
    storeCentred(expanded + 64, v128.or(v128.and(cd, low), v128.and(top, high)));
    storeCentred(expanded + 96, v128.or(v128.and(i16x8.shr_u(cd, 4), low), v128.and(i16x8.shr_u(top, 2), high)));
    packed += 48;
    expanded += 128;
  }
}

/** Expands `groups` consecutive groups of one tile. `bits` is 8 or 6. */
export function expandTile(bits: i32, packed: usize, expanded: usize, groups: i32): void {
  const isInt8 = bits == 8;
  const step: usize = isInt8 ? 512 : 384;
  for (let group = 0; group < groups; group++) {
    if (isInt8) expandInt8(packed, expanded);
    else expandInt6(packed, expanded);
    packed += step;
    expanded += EXPANDED_GROUP;
  }
}

/** Eight float16 scales a group -> float32. */
export function expandScales(halves: usize, floats: usize, groups: i32): void {
  for (let group = 0; group < groups; group++) {
    v128.store(floats, floatsOfHalves(v128.load_ext<u16>(halves)));
    v128.store(floats, floatsOfHalves(v128.load_ext<u16>(halves, 8)), 16);
    halves += 16;
    floats += 32;
  }
}
