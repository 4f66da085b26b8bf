/** out = sums x row scale + bias, of `bytes` bytes of float32. */
export function finishRow(sums: usize, bytes: usize, rowScale: f32, bias: usize, out: usize): void {
  const scale = f32x4.splat(rowScale);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(out + at, f32x4.add(f32x4.mul(v128.load(sums + at), scale), v128.load(bias + at)));
  }
}
