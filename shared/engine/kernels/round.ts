// float32 -> int32 by one addition: 1.5 * 2^23 + x has the rounded x in its low bits, halves to even, since float32 has
// no room for a fraction there. Two instructions; rounding and a truncation that minds NaN take V8 several times as many.

const MAGIC = memory.data<i32>([0x4b400000]);

/** x rounded, as it stands in the low bits of 1.5 * 2^23 + x; |x| < 2^22. */
export function roundFour(x: v128): v128 {
  const magic = v128.load32_splat(MAGIC);
  return i32x4.sub(f32x4.add(x, magic), magic);
}

/** x rounded, still float32; |x| < 2^22. */
export function nearestFour(x: v128): v128 {
  const magic = v128.load32_splat(MAGIC);
  return f32x4.sub(f32x4.add(x, magic), magic);
}

/** Four numbers times `factor`. */
export function scaled(x: usize, factor: v128): v128 {
  return f32x4.mul(v128.load(x), factor);
}
