// Activations -> int16, one scale a row: scale = max |x| / 32767, q = round(x / scale).
// 16 bits because BERT's feed-forward inputs have outliers that 8 bits cannot carry.

/** max |x| over a row; `size` is a multiple of 4. */
function largestMagnitude(x: usize, size: usize): f32 {
  let largest = f32x4.splat(0);
  for (let end = x + size * 4; x < end; x += 16) largest = f32x4.max(largest, f32x4.abs(v128.load(x)));
  const halves = f32x4.max(largest, i8x16.shuffle(largest, largest, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return max(f32x4.extract_lane(halves, 0), f32x4.extract_lane(halves, 1));
}

function roundFour(x: usize, inverse: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(x), inverse)));
}

/**
 * q int16 [rows, size] and scales f32 [rows] of x f32 [rows, size], size a multiple of 8.
 * Rows up to the next multiple of 4 are zeroed: `linear` works on four at a time.
 */
export function quantizeRows(x: usize, rows: i32, size: usize, q: usize, scales: usize): void {
  for (let row = 0; row < rows; row++) {
    const largest = largestMagnitude(x, size);
    store<f32>(scales, largest / 32767);
    const inverse = f32x4.splat(largest > 0 ? <f32>32767 / largest : 0);
    for (let end = x + size * 4; x < end; x += 32) {
      v128.store(q, i16x8.narrow_i32x4_s(roundFour(x, inverse), roundFour(x + 16, inverse)));
      q += 16;
    }
    scales += 4;
  }
  const missing: usize = <usize>(-rows & 3);
  memory.fill(q, 0, missing * size * 2);
  memory.fill(scales, 0, missing * 4);
}
