// (x - mean) / sqrt(variance + eps) * gamma + beta over the components of one row; variance in a second pass, from the
// differences, where a sum of squares would cancel.

function sumOfLanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

function mean(x: usize, bytes: usize, size: usize): f32 {
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) sums = f32x4.add(sums, v128.load(x + at));
  return sumOfLanes(sums) / <f32>size;
}

function variance(x: usize, bytes: usize, size: usize, centre: v128): f32 {
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const difference = f32x4.sub(v128.load(x + at), centre);
    sums = f32x4.add(sums, f32x4.mul(difference, difference));
  }
  return sumOfLanes(sums) / <f32>size;
}

/** x = LayerNorm(x + residual), rows of `size` float32, a multiple of 4; `residual` 0 adds nothing. */
export function addLayerNorm(x: usize, residual: usize, gamma: usize, beta: usize, rows: i32, size: usize, eps: f32): void {
  const bytes = size * 4;
  for (let row = 0; row < rows; row++) {
    if (residual) {
      for (let at: usize = 0; at < bytes; at += 16) v128.store(x + at, f32x4.add(v128.load(x + at), v128.load(residual + at)));
      residual += bytes;
    }
    const centre = f32x4.splat(mean(x, bytes, size));
    const scale = f32x4.splat(1 / sqrt<f32>(variance(x, bytes, size, centre) + eps));
    for (let at: usize = 0; at < bytes; at += 16) {
      const normal = f32x4.mul(f32x4.sub(v128.load(x + at), centre), scale);
      v128.store(x + at, f32x4.add(f32x4.mul(normal, v128.load(gamma + at)), v128.load(beta + at)));
    }
    x += bytes;
  }
}
