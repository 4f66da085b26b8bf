// Eight inputs of four channels, bytes, summed to int32: what the int6 kernel is built on.
//
// Relaxed SIMD leaves open what happens when a weight has its top bit set, and whether a sum of two products saturates.
// Neither occurs here: weights are 0..63, and 2 x 127 x 63 fits int16, even twice. So every processor gets the same
// integers, and so does the module without relaxed SIMD, for engines that lack it.
//
// NATIVE_DOT is there in kernels-dot.wasm alone (asconfig.json).

/**
 * sum[c] += a[0..3] · u[c][0..3] + b[0..3] · v[c][0..3]
 *
 * @param sum int32, 4 channels
 * @param a int8 -127..127, the row's inputs 0-3, once for each channel
 * @param u 0..63, [4 channels, inputs 0-3]
 * @param b the row's inputs 4-7
 * @param v [4 channels, inputs 4-7]
 * @param ones int16 ones
 */
export function addProducts(sum: v128, a: v128, u: v128, b: v128, v: v128, ones: v128): v128 {
  if (isDefined(NATIVE_DOT)) return addDots(addDots(sum, a, u), b, v);
  if (!ASC_FEATURE_RELAXED_SIMD) return addPlainly(sum, a, u, b, v);
  const pairs = i16x8.add(i16x8.relaxed_dot_i8x16_i7x16_s(a, u), i16x8.relaxed_dot_i8x16_i7x16_s(b, v));
  return i32x4.add(sum, i32x4.dot_i16x8_s(pairs, ones));
}

/**
 * sum[c] += a[c][0..3] · u[c][0..3], sixteen products in one instruction, where the processor has one: see `secondBytes` for
 * what it makes of a second byte above 127.
 *
 * SIGNED_DOT is there in tests/kernels-dot-signed.wasm alone, which only tests use: it does step by step what an ARM processor does
 * at once, so that its numbers can be had on any.
 */
export function addDots(sum: v128, a: v128, u: v128): v128 {
  if (isDefined(SIGNED_DOT)) return addSigned(sum, a, u);
  if (!isDefined(NATIVE_DOT)) return sum;
  return i32x4.relaxed_dot_i8x16_i7x16_add_s(a, u, sum);
}

function addSigned(sum: v128, a: v128, u: v128): v128 {
  const low = i32x4.extadd_pairwise_i16x8_s(i16x8.extmul_low_i8x16_s(a, u));
  const high = i32x4.extadd_pairwise_i16x8_s(i16x8.extmul_high_i8x16_s(a, u));
  return i32x4.add(sum, addAcross(low, high));
}

/** The sums of neighbours: lanes 0 and 1 of `low`, its 2 and 3, and those of `high`. */
function addAcross(low: v128, high: v128): v128 {
  const even = i8x16.shuffle(low, high, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
  const odd = i8x16.shuffle(low, high, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
  return i32x4.add(even, odd);
}

/** The same by int16 products: twice as many instructions as lanes have to meet again. */
function addPlainly(sum: v128, a: v128, u: v128, b: v128, v: v128): v128 {
  const c = i16x8.extend_low_i8x16_s(a);
  const d = i16x8.extend_low_i8x16_s(b);
  const low = i32x4.add(i32x4.dot_i16x8_s(c, i16x8.extend_low_i8x16_s(u)), i32x4.dot_i16x8_s(d, i16x8.extend_low_i8x16_s(v)));
  const high = i32x4.add(i32x4.dot_i16x8_s(c, i16x8.extend_high_i8x16_s(u)), i32x4.dot_i16x8_s(d, i16x8.extend_high_i8x16_s(v)));
  return i32x4.add(sum, addAcross(low, high));
}
