// Does this processor sum sixteen products of bytes in one instruction?
//
// Relaxed SIMD lets each processor multiply weights above 127 as it likes, which tells them apart. One instruction gives
// the exact sum: 4 x 127 x 255 = 129,540 where it reads them unsigned (VPDPBUSD), 4 x 127 x -1 = -508 where signed (SDOT).
// Where two products are summed to int16 first, that saturates: 2 x 32,767 = 65,534. Then kernels.wasm is faster.

import { addDots } from './products';

/** Read from memory, so that no compiler works the answer out. */
const INPUTS = memory.data<u8>([127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127, 127]);
const WEIGHTS = memory.data<u8>([255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]);

/** How one instruction reads the second bytes of its products, all eight bits of them: exactly, whichever way it is. */
export enum SecondBytes {
  /** There is no such instruction. */
  NONE,
  UNSIGNED,
  SIGNED,
}

export function secondBytes(): SecondBytes {
  if (!isDefined(NATIVE_DOT)) return SecondBytes.NONE;
  const sums = addDots(i32x4.splat(0), v128.load(INPUTS), v128.load(WEIGHTS));
  const sum = i32x4.extract_lane(sums, 0);
  return sum == 129540 ? SecondBytes.UNSIGNED : sum == -508 ? SecondBytes.SIGNED : SecondBytes.NONE;
}

/** 1 in kernels-dot.wasm where it pays, else 0. */
export function dotProbe(): i32 {
  return secondBytes() == SecondBytes.NONE ? 0 : 1;
}
