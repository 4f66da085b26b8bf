// int6 weights -> int16 lanes -32..31, once per tile, in the order of `expandInt8`: 32 pairs of inputs a group, each pair
// channels 0-3 and channels 4-7, two inputs each.

import { MASKS } from './expand-int6';

/** Four inputs of four channels, stored as 0..63, channel by channel: inputs 0 and 1 of each, then, 32 bytes on, 2 and 3. */
function storeFour(expanded: usize, bytes: v128): void {
  const pairs = i8x16.shuffle(bytes, bytes, 0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15);
  const zero = i16x8.splat(32);
  v128.store(expanded, i16x8.sub(i16x8.extend_low_i8x16_u(pairs), zero));
  v128.store(expanded, i16x8.sub(i16x8.extend_high_i8x16_u(pairs), zero), 32);
}

/** `groups` consecutive int6 groups of one tile: 384 bytes each, 48 for eight inputs, packed as in `expandInt6`. */
export function expandInt6Words(packed: usize, expanded: usize, groups: usize): void {
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
