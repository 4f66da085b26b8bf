// float16 bits -> float32, four at a time.
//
// Moving sign and magnitude into float32's place leaves the exponent 112 too small (bias 15 against 127); a
// multiplication by 2^112 puts it right and turns float16 denormals into normal numbers on the way. Exact.
// Infinities and NaN never occur in weights and would come out as finite numbers.

export function floatsOfHalves(halves: v128): v128 {
  const magnitude = i32x4.shl(v128.and(halves, i32x4.splat(0x7fff)), 13);
  const sign = i32x4.shl(v128.and(halves, i32x4.splat(0x8000)), 16);
  return v128.or(f32x4.mul(magnitude, f32x4.splat(reinterpret<f32>(0x77800000))), sign);
}
