/** max |x| of `size` float32, a multiple of 4. */
export function largestMagnitude(x: usize, size: usize): f32 {
  let largest = f32x4.splat(0);
  for (const end = x + size * 4; x < end; x += 16) largest = f32x4.pmax(largest, f32x4.abs(v128.load(x)));
  const halves = f32x4.pmax(largest, i8x16.shuffle(largest, largest, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  return max(f32x4.extract_lane(halves, 0), f32x4.extract_lane(halves, 1));
}
