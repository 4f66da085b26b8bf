// e^x for x <= 0, four at a time: e^x = 2^n e^r with n = round(x log2 e) and |r| <= ln 2 / 2, e^r by a polynomial of
// degree 6 whose own error is 3e-9. ln 2 is split in two so that r is exact. Below -80 the result is 0: divided by the
// sum of 512 weights it could be a denormal number, five to ten times slower in every later operation.

const LOG2_E: f32 = 1.4426950408889634;
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;
const SMALLEST: f32 = -80;

export function expFour(x: v128): v128 {
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2_E)));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH))), f32x4.mul(n, f32x4.splat(LN2_LOW)));
  let p = f32x4.splat(0.0013814598103114703);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.008368717289003604));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.041668388082576266));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.16666520628147063));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(0.49999993447555247));
  p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return v128.and(f32x4.mul(p, power), f32x4.gt(x, f32x4.splat(SMALLEST)));
}
