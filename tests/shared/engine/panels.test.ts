import { expect, it } from 'vitest';
import { KernelBench } from './kernel-bench.ts';
import { seededRandom } from './random.ts';

/** A head's [rows, columns] numbers in rows of `width`. */
const shapes = [
  [1, 16, 16],
  [5, 16, 64],
  [8, 64, 64],
  [19, 32, 96],
] as const;

it.each(shapes)(
  'packKeys of [%i, %i] in rows of %i: transposed panels of 8 keys, scaled as float32 does, the last filled up with 0',
  async (rows, columns, width) => {
    const keys = seededRandom(rows).normals(rows * width);
    const paddedRows = Math.ceil(rows / 8) * 8;
    const scale = Math.fround(1 / Math.sqrt(columns));
    const bench = await KernelBench.create();
    const [at, out] = [bench.put(keys), bench.room(columns * paddedRows * 4)];
    bench.kernels.packKeys(at, width * 4, rows, columns, scale, out, paddedRows);
    const expected = Array.from({ length: columns * paddedRows }, (_, i) => {
      const row = Math.floor(i / (columns * 8)) * 8 + (i % 8);
      const column = Math.floor(i / 8) % columns;
      return row < rows ? Math.fround(keys[row * width + column] * scale) : 0;
    });
    expect([...bench.floats(out, expected.length)].map((value) => value + 0)).toEqual(expected); // -0 is 0 here
    expect(bench.brokenGuards).toBe(0);
  },
);

it.each(shapes)(
  'packValues of [%i, %i] in rows of %i: panels of 8 columns, unchanged, rows past the last 0',
  async (rows, columns, width) => {
    const values = seededRandom(rows).normals(rows * width);
    const paddedRows = Math.ceil(rows / 8) * 8;
    const bench = await KernelBench.create();
    const [at, out] = [bench.put(values), bench.room(columns * paddedRows * 4)];
    bench.kernels.packValues(at, width * 4, rows, columns, out, paddedRows);
    const expected = Array.from({ length: columns * paddedRows }, (_, i) => {
      const row = Math.floor(i / 8) % paddedRows;
      const column = Math.floor(i / (paddedRows * 8)) * 8 + (i % 8);
      return row < rows ? values[row * width + column] : 0;
    });
    expect([...bench.floats(out, expected.length)]).toEqual(expected);
    expect(bench.brokenGuards).toBe(0);
  },
);
