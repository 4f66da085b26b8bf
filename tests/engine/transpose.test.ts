import { expect, it } from 'vitest';
import { KernelBench } from './kernel-bench.ts';
import { seededRandom } from './random.ts';

it.each([
  [1, 16, 16],
  [5, 16, 64],
  [8, 64, 64],
  [19, 32, 96],
])(
  'transpose of [%i, %i] out of rows of %i scales exactly as float32 does, and pads with zeros',
  async (rows, columns, width) => {
    const x = seededRandom(rows).normals(rows * width);
    const paddedRows = Math.ceil(rows / 8) * 8;
    const scale = Math.fround(1 / Math.sqrt(columns));
    const bench = await KernelBench.create();
    const [xAt, out] = [bench.put(x), bench.room(columns * paddedRows * 4)];
    bench.kernels.transpose(xAt, width * 4, rows, columns, scale, out, paddedRows);
    const expected = Float32Array.from({ length: columns * paddedRows }, (_, i) => {
      const [column, row] = [Math.floor(i / paddedRows), i % paddedRows];
      return row < rows ? x[row * width + column] * scale : 0;
    });
    expect(bench.floats(out, columns * paddedRows)).toEqual(expected);
    expect(bench.brokenGuards).toBe(0);
  },
);
