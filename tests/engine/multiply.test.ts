import { expect, it } from 'vitest';
import { KernelBench } from './kernel-bench.ts';
import { seededRandom } from './random.ts';

interface Shape {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  /** Floats from one row to the next. */
  readonly aStride: number;
  readonly bStride: number;
  readonly cStride: number;
}

/** Products added one after the other in float32, as every lane of the kernel does. */
function multiplyPlainly(
  a: Float32Array,
  b: Float32Array,
  { rows, inner, columns, aStride, bStride }: Shape,
): number[] {
  return Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++) {
      sum = Math.fround(sum + Math.fround(a[row * aStride + k] * b[k * bStride + column]));
    }
    return sum;
  });
}

it.each<Shape>([
  { rows: 1, inner: 16, columns: 8, aStride: 64, bStride: 8, cStride: 8 },
  { rows: 3, inner: 1, columns: 16, aStride: 8, bStride: 64, cStride: 64 },
  { rows: 4, inner: 64, columns: 24, aStride: 64, bStride: 24, cStride: 24 },
  { rows: 13, inner: 13, columns: 64, aStride: 16, bStride: 192, cStride: 192 },
  { rows: 66, inner: 32, columns: 72, aStride: 128, bStride: 72, cStride: 72 },
])('multiply [$rows, $inner] by [$inner, $columns] equals float32 sums in order exactly', async (shape) => {
  const { rows, inner, columns, aStride, bStride, cStride } = shape;
  const random = seededRandom(rows);
  const [a, b] = [random.normals(rows * aStride), random.normals(inner * bStride)];
  const bench = await KernelBench.create();
  const [aAt, bAt, c] = [bench.put(a), bench.put(b), bench.room(((rows - 1) * cStride + columns) * 4)];
  bench.kernels.multiply(aAt, aStride * 4, rows, bAt, bStride * 4, inner, c, cStride * 4, columns);
  const found = bench.floats(c, (rows - 1) * cStride + columns);
  const expected = multiplyPlainly(a, b, shape);
  for (let row = 0; row < rows; row++) {
    const foundRow = [...found.subarray(row * cStride, row * cStride + columns)];
    expect(foundRow).toEqual(expected.slice(row * columns, (row + 1) * columns));
    const between = found.subarray(row * cStride + columns, (row + 1) * cStride);
    expect(between.every(Number.isNaN)).toBe(true);
  }
  expect(bench.brokenGuards).toBe(0);
});
