/** Four float32 sums, `offset` bytes behind `sums`, += a group's exact products, scaled. */
export function addScaled(sums: usize, exact: v128, scale: v128, offset: usize): void {
  const at = sums + offset;
  v128.store(at, f32x4.add(v128.load(at), f32x4.mul(f32x4.convert_i32x4_s(exact), scale)));
}
