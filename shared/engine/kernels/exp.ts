// e^x for x <= 0, four at a time: e^x = 2^n e^r with n = round(x log2 e) and |r| <= ln 2 / 2, e^r by a polynomial of
// degree 6 whose own error is 3e-9. ln 2 is split in two so that r is exact. Below -80 the result is 0: divided by the
// sum of 512 weights it could be a denormal number, five to ten times slower in every later operation.

//
// n comes by one addition: 1.5 * 2^23 + y has the rounded y in its low bits, which shifted left are 2^n's exponent.
// Constants are loaded where they are used, as in gelu.ts.

const CONSTANTS = memory.data<f32>([
  1.4426950408889634, 0.693359375, -2.12194440e-4, -80, 12582912,
  0.0013814598103114703, 0.008368717289003604, 0.041668388082576266, 0.16666520628147063, 0.49999993447555247, 1,
]);
const LOG2_E: usize = 0;
const LN2_HIGH: usize = 4;
const LN2_LOW: usize = 8;
const SMALLEST: usize = 12;
const MAGIC: usize = 16;
const P: usize = 20;
const BIAS = memory.data<i32>([127]);

function constant(at: usize): v128 {
  return v128.load32_splat(CONSTANTS + at);
}

export function expFour(x: v128): v128 {
  const shown = f32x4.gt(x, constant(SMALLEST));
  const magic = constant(MAGIC);
  const shifted = f32x4.add(f32x4.mul(x, constant(LOG2_E)), magic);
  const n = f32x4.sub(shifted, magic);
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, constant(LN2_HIGH))), f32x4.mul(n, constant(LN2_LOW)));
  let p = f32x4.add(f32x4.mul(constant(P), r), constant(P + 4));
  p = f32x4.add(f32x4.mul(p, r), constant(P + 8));
  p = f32x4.add(f32x4.mul(p, r), constant(P + 12));
  p = f32x4.add(f32x4.mul(p, r), constant(P + 16));
  p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), constant(P + 20));
  const power = i32x4.shl(i32x4.add(shifted, v128.load32_splat(BIAS)), 23);
  return v128.and(f32x4.mul(p, power), shown);
}
