/** x[i] += y[i] over `count` float32, a multiple of 4. */
export function addRows(x: usize, y: usize, count: usize): void {
  for (const end = x + count * 4; x < end; x += 16) {
    v128.store(x, f32x4.add(v128.load(x), v128.load(y)));
    y += 16;
  }
}
