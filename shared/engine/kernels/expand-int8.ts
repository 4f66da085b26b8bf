// int8 weights -> int16 lanes, once per tile, reused for every row of activations.
//
// A tile is 8 output channels, a group 64 inputs: 32 pairs of inputs, each pair 16 weights ordered channel-major.
// Expanded, a pair is two vectors of int16: channels 0-3 and channels 4-7, two inputs each, which is what
// i32x4.dot_i16x8_s wants so that its int32 lanes are output channels and no sum ever crosses lanes.

/** Bytes of one expanded group: 32 pairs x 16 int16. */
export const EXPANDED_GROUP: usize = 1024;

/** `groups` consecutive int8 groups of one tile: 512 bytes each, 16 per pair. */
export function expandInt8(packed: usize, expanded: usize, groups: usize): void {
  for (const end = packed + groups * 512; packed < end; packed += 16) {
    v128.store(expanded, v128.load_ext<i8>(packed));
    v128.store(expanded, v128.load_ext<i8>(packed, 8), 16);
    expanded += 32;
  }
}
