// C = A B in float32, for attention: scores are Q Kᵀ, the context is P V. B comes in panels of 8 columns (panels.ts).
//
// 4 rows x 8 columns at a time; a lane is a column, so that nothing is summed across lanes. Four inner steps at once:
// one load a row, then register shuffles, because workerd checks every memory access.

function spread0(v: v128): v128 {
  return i8x16.shuffle(v, v, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
}

function spread1(v: v128): v128 {
  return i8x16.shuffle(v, v, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7);
}

function spread2(v: v128): v128 {
  return i8x16.shuffle(v, v, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11, 8, 9, 10, 11);
}

function spread3(v: v128): v128 {
  return i8x16.shuffle(v, v, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15);
}

/** c[4][8] = a[4][inner] · panel[inner][8] */
function fourRows(a: usize, aStride: usize, panel: usize, inner: usize, c: usize, cStride: usize): void {
  let p0 = f32x4.splat(0);
  let p1 = f32x4.splat(0);
  let q0 = f32x4.splat(0);
  let q1 = f32x4.splat(0);
  let r0 = f32x4.splat(0);
  let r1 = f32x4.splat(0);
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  const a1 = aStride;
  const a2 = aStride * 2;
  const a3 = aStride * 3;
  for (const end = a + inner * 4; a < end; a += 16) {
    const p = v128.load(a);
    const q = v128.load(a + a1);
    const r = v128.load(a + a2);
    const s = v128.load(a + a3);
    let b0 = v128.load(panel);
    let b1 = v128.load(panel, 16);
    p0 = f32x4.add(p0, f32x4.mul(spread0(p), b0));
    p1 = f32x4.add(p1, f32x4.mul(spread0(p), b1));
    q0 = f32x4.add(q0, f32x4.mul(spread0(q), b0));
    q1 = f32x4.add(q1, f32x4.mul(spread0(q), b1));
    r0 = f32x4.add(r0, f32x4.mul(spread0(r), b0));
    r1 = f32x4.add(r1, f32x4.mul(spread0(r), b1));
    s0 = f32x4.add(s0, f32x4.mul(spread0(s), b0));
    s1 = f32x4.add(s1, f32x4.mul(spread0(s), b1));
    b0 = v128.load(panel, 32);
    b1 = v128.load(panel, 48);
    p0 = f32x4.add(p0, f32x4.mul(spread1(p), b0));
    p1 = f32x4.add(p1, f32x4.mul(spread1(p), b1));
    q0 = f32x4.add(q0, f32x4.mul(spread1(q), b0));
    q1 = f32x4.add(q1, f32x4.mul(spread1(q), b1));
    r0 = f32x4.add(r0, f32x4.mul(spread1(r), b0));
    r1 = f32x4.add(r1, f32x4.mul(spread1(r), b1));
    s0 = f32x4.add(s0, f32x4.mul(spread1(s), b0));
    s1 = f32x4.add(s1, f32x4.mul(spread1(s), b1));
    b0 = v128.load(panel, 64);
    b1 = v128.load(panel, 80);
    p0 = f32x4.add(p0, f32x4.mul(spread2(p), b0));
    p1 = f32x4.add(p1, f32x4.mul(spread2(p), b1));
    q0 = f32x4.add(q0, f32x4.mul(spread2(q), b0));
    q1 = f32x4.add(q1, f32x4.mul(spread2(q), b1));
    r0 = f32x4.add(r0, f32x4.mul(spread2(r), b0));
    r1 = f32x4.add(r1, f32x4.mul(spread2(r), b1));
    s0 = f32x4.add(s0, f32x4.mul(spread2(s), b0));
    s1 = f32x4.add(s1, f32x4.mul(spread2(s), b1));
    b0 = v128.load(panel, 96);
    b1 = v128.load(panel, 112);
    p0 = f32x4.add(p0, f32x4.mul(spread3(p), b0));
    p1 = f32x4.add(p1, f32x4.mul(spread3(p), b1));
    q0 = f32x4.add(q0, f32x4.mul(spread3(q), b0));
    q1 = f32x4.add(q1, f32x4.mul(spread3(q), b1));
    r0 = f32x4.add(r0, f32x4.mul(spread3(r), b0));
    r1 = f32x4.add(r1, f32x4.mul(spread3(r), b1));
    s0 = f32x4.add(s0, f32x4.mul(spread3(s), b0));
    s1 = f32x4.add(s1, f32x4.mul(spread3(s), b1));
    panel += 128;
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

/** The rows that are left over, one at a time; the same operations in the same order. */
function oneRow(a: usize, panel: usize, inner: usize, c: usize): void {
  let p0 = f32x4.splat(0);
  let p1 = f32x4.splat(0);
  for (const end = a + inner * 4; a < end; a += 4) {
    const p = v128.load_splat<u32>(a);
    p0 = f32x4.add(p0, f32x4.mul(p, v128.load(panel)));
    p1 = f32x4.add(p1, f32x4.mul(p, v128.load(panel, 16)));
    panel += 32;
  }
  v128.store(c, p0);
  v128.store(c, p1, 16);
}

/**
 * c[rows, columns] = a[rows, inner] · b; strides in bytes, inner a multiple of 4, columns of 8.
 * @param panels b as [columns / 8, inner, 8]
 */
export function multiply(a: usize, aStride: usize, rows: usize, panels: usize, inner: usize, c: usize, cStride: usize, columns: usize): void {
  for (let column: usize = 0; column < columns; column += 8) {
    let row: usize = 0;
    for (; row + 4 <= rows; row += 4) fourRows(a + row * aStride, aStride, panels, inner, c + row * cStride, cStride);
    for (; row < rows; row++) oneRow(a + row * aStride, panels, inner, c + row * cStride);
    panels += inner * 32;
    c += 32;
  }
}
