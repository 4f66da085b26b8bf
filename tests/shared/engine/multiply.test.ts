import { expect, it } from 'vitest';
import { KernelBench } from './kernel-bench.ts';
import { seededRandom } from './random.ts';

interface Shape {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  /** Floats from one row to the next. */
  readonly aStride: number;
  readonly cStride: number;
}

/** b [inner, columns] as [columns / 8, inner, 8] */
function panelsOf(b: Float32Array, inner: number, columns: number): Float32Array {
  return Float32Array.from(b, (_, i) => {
    const [panel, row, column] = [Math.floor(i / (inner * 8)), Math.floor(i / 8) % inner, i % 8];
    return b[row * columns + panel * 8 + column];
  });
}

/** Products added one after the other in float32, as every lane of the kernel does. */
function multiplyPlainly(a: Float32Array, b: Float32Array, { rows, inner, columns, aStride }: Shape): number[] {
  return Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++) {
      sum = Math.fround(sum + Math.fround(a[row * aStride + k] * b[k * columns + column]));
    }
    return sum;
  });
}

it.each<Shape>([
  { rows: 1, inner: 16, columns: 8, aStride: 64, cStride: 8 },
  { rows: 3, inner: 4, columns: 16, aStride: 8, cStride: 64 },
  { rows: 4, inner: 64, columns: 24, aStride: 64, cStride: 24 },
  { rows: 13, inner: 16, columns: 64, aStride: 16, cStride: 192 },
  { rows: 66, inner: 32, columns: 72, aStride: 128, cStride: 72 },
])('multiply [$rows, $inner] by [$inner, $columns] equals float32 sums in order exactly', async (shape) => {
  const { rows, inner, columns, aStride, cStride } = shape;
  const random = seededRandom(rows);
  const [a, b] = [random.normals(rows * aStride), random.normals(inner * columns)];
  const bench = await KernelBench.create();
  const size = (rows - 1) * cStride + columns;
  const [aAt, panels, c] = [bench.put(a), bench.put(panelsOf(b, inner, columns)), bench.room(size * 4)];
  bench.kernels.multiply(aAt, aStride * 4, rows, panels, inner, c, cStride * 4, columns);
  const found = bench.floats(c, size);
  const expected = multiplyPlainly(a, b, shape);
  for (let row = 0; row < rows; row++) {
    const foundRow = [...found.subarray(row * cStride, row * cStride + columns)];
    expect(foundRow).toEqual(expected.slice(row * columns, (row + 1) * columns));
    const between = found.subarray(row * cStride + columns, (row + 1) * cStride);
    expect(between.every(Number.isNaN)).toBe(true);
  }
  expect(bench.brokenGuards).toBe(0);
});
