// C = A B in float32, for attention: scores are Q Kᵀ (B is the transposed keys), the context is P V.
// 4 rows x 8 columns at a time; a lane is a column, so that nothing is summed across lanes.

function tileOfFour(a: usize, aStride: usize, b: usize, bStride: usize, inner: usize, c: usize, cStride: usize): void {
  let p0 = f32x4.splat(0);
  let p1 = f32x4.splat(0);
  let q0 = f32x4.splat(0);
  let q1 = f32x4.splat(0);
  let r0 = f32x4.splat(0);
  let r1 = f32x4.splat(0);
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  const a1 = a + aStride;
  const a2 = a1 + aStride;
  const a3 = a2 + aStride;
  for (let k: usize = 0; k < inner * 4; k += 4) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load_splat<u32>(a + k);
    p0 = f32x4.add(p0, f32x4.mul(x, b0));
    p1 = f32x4.add(p1, f32x4.mul(x, b1));
    x = v128.load_splat<u32>(a1 + k);
    q0 = f32x4.add(q0, f32x4.mul(x, b0));
    q1 = f32x4.add(q1, f32x4.mul(x, b1));
    x = v128.load_splat<u32>(a2 + k);
    r0 = f32x4.add(r0, f32x4.mul(x, b0));
    r1 = f32x4.add(r1, f32x4.mul(x, b1));
    x = v128.load_splat<u32>(a3 + k);
    s0 = f32x4.add(s0, f32x4.mul(x, b0));
    s1 = f32x4.add(s1, f32x4.mul(x, b1));
    b += bStride;
  }
  v128.store(c, p0);
  v128.store(c, p1, 16);
  v128.store(c + cStride, q0);
  v128.store(c + cStride, q1, 16);
  v128.store(c + 2 * cStride, r0);
  v128.store(c + 2 * cStride, r1, 16);
  v128.store(c + 3 * cStride, s0);
  v128.store(c + 3 * cStride, s1, 16);
}

function tileOfOne(a: usize, b: usize, bStride: usize, inner: usize, c: usize): void {
  let p0 = f32x4.splat(0);
  let p1 = f32x4.splat(0);
  for (let k: usize = 0; k < inner * 4; k += 4) {
    const x = v128.load_splat<u32>(a + k);
    p0 = f32x4.add(p0, f32x4.mul(x, v128.load(b)));
    p1 = f32x4.add(p1, f32x4.mul(x, v128.load(b, 16)));
    b += bStride;
  }
  v128.store(c, p0);
  v128.store(c, p1, 16);
}

/** c[rows, columns] = a[rows, inner] · b[inner, columns]; strides in bytes, columns a multiple of 8. */
export function multiply(a: usize, aStride: usize, rows: usize, b: usize, bStride: usize, inner: usize, c: usize, cStride: usize, columns: usize): void {
  for (let column: usize = 0; column < columns * 4; column += 32) {
    let row: usize = 0;
    for (; row + 4 <= rows; row += 4) {
      tileOfFour(a + row * aStride, aStride, b + column, bStride, inner, c + row * cStride + column, cStride);
    }
    for (; row < rows; row++) tileOfOne(a + row * aStride, b + column, bStride, inner, c + row * cStride + column);
  }
}
