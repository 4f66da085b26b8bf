// int6 weights -> bytes 0..63 for the int6 kernel, once per two tiles, reused for every row of activations.
//
// 8 inputs of 16 channels are 128 bytes, the two tiles in turns: inputs 0-3 of channels 0-3, 4-7, 8-11, 12-15, then
// inputs 4-7 of the same. Each vector is 4 channels x 4 inputs, which is what a product of bytes summed in pairs wants:
// int32 lanes are channels, no sum crosses lanes.

/** Bytes of one expanded group: 16 channels x 64 inputs. */
export const EXPANDED_PAIR: usize = 1024;

/** Masks of the lower and upper bits. In memory, since V8 makes a constant anew wherever it is used. */
export const MASKS = memory.data<u8>([
  15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
  48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48, 48,
]);

/**
 * One tile of 8 channels, into 32 bytes of every `step`: 64 where two tiles take turns, 96 where three do. 384 packed bytes
 * a group, 48 for four vectors a b c d: two vectors of nibbles (a and b, c and d), one of the four's upper two bits. There
 * is no 8-bit shift: 16-bit shifts smear across bytes, and the masks cut off what was smeared.
 */
export function expandInt6(packed: usize, expanded: usize, step: usize, groups: usize): void {
  const low = v128.load(MASKS);
  const high = v128.load(MASKS, 16);
  for (const end = packed + groups * 384; packed < end; packed += 48) {
    const ab = v128.load(packed);
    const cd = v128.load(packed, 16);
    const top = v128.load(packed, 32);
    v128.store(expanded, v128.or(v128.and(ab, low), v128.and(i16x8.shl(top, 4), high)));
    v128.store(expanded, v128.or(v128.and(i16x8.shr_u(ab, 4), low), v128.and(i16x8.shl(top, 2), high)), 16);
    expanded += step;
    v128.store(expanded, v128.or(v128.and(cd, low), v128.and(top, high)));
    v128.store(expanded, v128.or(v128.and(i16x8.shr_u(cd, 4), low), v128.and(i16x8.shr_u(top, 2), high)), 16);
    expanded += step;
  }
}
