// y = x Wᵀ + b on int16 activations, one scale a row. With int8 weights: BERT-base's queries, keys and masked-LM head. With
// int6 weights: passes that are compared with each other, between which the numbers differ by so little that eight bits of
// an activation would be too coarse.
//
// Three ways with the same bits. Where a processor adds products of bytes up in one instruction, an activation is two planes
// of bytes. Beside int6 weights, which are the instruction's second bytes, planes have a sign: linear-int6-rows.ts. Beside int8
// weights, which have a sign and so are its first bytes, planes are what the processor takes for second ones, of which
// WebAssembly promises seven bits alone: 0..255 or -128..127. Elsewhere an activation is an int16: linear-words.ts.

import { SecondBytes, secondBytes } from './dot-probe';
import { linearInt6Rows } from './linear-int6-rows';
import { linearPlanes } from './linear-int8';
import { linearWords } from './linear-words';

/** Whether `linearSixteen` reads planes of bytes beside weights of so many bits. */
export function readsPlanes(bits: i32): bool {
  if (!isDefined(NATIVE_DOT)) return false;
  return bits == 6 || secondBytes() != SecondBytes.NONE;
}

/** Whether they are 0..255. */
export function readsUnsigned(bits: i32): bool {
  return bits == 8 && secondBytes() == SecondBytes.UNSIGNED;
}

/**
 * out[rows, tiles * 8] = (x * rowScale) · (w * scale)ᵀ + bias
 *
 * @param bits of a weight: 8 or 6
 * @param x as `quantizeSixteen` writes it for the same bits, beside `rowSums` and `rowScales`
 * @param rows a multiple of 4
 * @param packed int8 [tiles, groups, 512] or int6 [tiles, groups, 384]
 * @param scales f16 [tiles, groups, 8]
 * @param bias f32 [tiles * 8]
 * @param tiles at least 3
 * @param outStride bytes from one row of `out` to the next
 * @param scratch room for three expanded tiles, their scales, sums of weights and 192 bytes of sums: groups * 1728 + 192
 */
export function linearSixteen(
  bits: i32, x: usize, rowSums: usize, rowScales: usize, rows: usize, packed: usize, scales: usize, bias: usize,
  tiles: usize, groups: usize, out: usize, outStride: usize, scratch: usize,
): void {
  if (isDefined(NATIVE_DOT)) {
    if (bits == 6) {
      linearInt6Rows(x, rowSums, rowScales, rows, packed, scales, bias, tiles, groups, out, outStride, scratch);
      return;
    }
    if (readsPlanes(bits)) {
      // x = 256 high + low + 128 where planes have a sign, x + 32,768 = 256 high + low where they have none.
      const back = readsUnsigned(bits) ? -32768 : 128;
      linearPlanes(8, back, x, rowScales, rows, packed, scales, bias, tiles, groups, out, outStride, scratch);
      return;
    }
  }
  linearWords(bits, x, rowScales, rows, packed, scales, bias, tiles, groups, out, outStride, scratch);
}
