import { expect, it } from 'vitest';
import { KernelBench } from './kernel-bench.ts';
import { seededRandom } from './random.ts';
import { roundHalfEven } from './round-half-even.ts';
import { rowBlocks } from './row-blocks.ts';

interface Quantized {
  /** [rows, size] of the plain one; blocks of four rows of the kernel. */
  readonly values: Int16Array;
  readonly scales: Float32Array;
}

/** Words, as `kernels.wasm` writes them: scale = max|x| / 32767, q = round(x * (32767 / max|x|)), ties to even, in float32 throughout. */
function quantizeRowsPlainly(x: Float32Array, size: number): Quantized {
  const values = new Int16Array(x.length);
  const scales = new Float32Array(x.length / size);
  for (let row = 0; row < scales.length; row++) {
    const largest = x.subarray(row * size, (row + 1) * size).reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    const inverse = largest > 0 ? Math.fround(32767 / largest) : 0;
    scales[row] = largest / 32767;
    for (let i = row * size; i < (row + 1) * size; i++) values[i] = roundHalfEven(Math.fround(x[i] * inverse));
  }
  return { values, scales };
}

async function quantizeWords(x: Float32Array, size: number): Promise<Quantized & { readonly brokenGuards: number }> {
  const rows = x.length / size;
  const four = Math.ceil(rows / 4) * 4;
  const bench = await KernelBench.create();
  const [xAt, q, scales] = [bench.put(x), bench.room(four * size * 2), bench.room(four * 4)];
  bench.kernels.quantizeSixteen(8, xAt, rows, size, q, 0, scales);
  return {
    values: bench.int16s(q, four * size),
    scales: bench.floats(scales, four),
    brokenGuards: bench.brokenGuards,
  };
}

it.each([
  [4, 64],
  [1, 8],
  [7, 192],
  [130, 64],
])(
  'quantizeSixteen of [%i, %i] equals plain float32 arithmetic exactly, and zeroes rows up to the next four',
  async (rows, size) => {
    const x = seededRandom(rows).normals(rows * size, 2);
    for (let row = 0; row < rows; row++) x[row * size + (row % size)] *= 30; // outliers
    const found = await quantizeWords(x, size);
    const expected = quantizeRowsPlainly(x, size);
    const missing = (4 - (rows % 4)) % 4;
    expect(found.values).toEqual(rowBlocks(expected.values, size));
    expect(found.scales).toEqual(Float32Array.of(...expected.scales, ...new Float32Array(missing)));
    expect(found.brokenGuards).toBe(0);
  },
);

it('quantizeSixteen rounds halves to even', async () => {
  const x = Float32Array.of(32767, 0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 3.49);
  const rounded = rowBlocks(Int16Array.of(32767, 0, 2, 2, 0, -2, -2, 3), 8);
  expect((await quantizeWords(x, 8)).values).toEqual(rounded);
});

it('quantizeSixteen gives the largest magnitude of a row 32767, whatever its size and sign', async () => {
  const random = seededRandom(9);
  const x = random.normals(4000 * 8);
  for (let row = 0; row < 4000; row++) {
    x[row * 8 + (row % 8)] = (row % 2 ? -1 : 1) * 2 ** (random.uniform() * 120 - 60) * 5;
    for (let i = 0; i < 8; i++) if (i !== row % 8) x[row * 8 + i] = x[row * 8 + (row % 8)] * random.uniform() * 0.99;
  }
  const { values } = await quantizeWords(x, 8);
  const largest = (row: number) => values[(row >> 2) * 32 + ((row % 8) >> 1) * 8 + (row % 4) * 2 + (row % 2)];
  for (let row = 0; row < 4000; row++) expect(largest(row)).toBe(row % 2 ? -32767 : 32767);
});

it('quantizeSixteen makes a row of zeros, or of denormals, zeros with a scale that gives 0 back', async () => {
  const zeros = await quantizeWords(new Float32Array(64), 64);
  expect([...zeros.values]).toEqual(new Array(256).fill(0));
  expect([...zeros.scales]).toEqual([0, 0, 0, 0]);
  const { values, scales } = await quantizeWords(new Float32Array(8).fill(1e-44), 8);
  expect([...values].every((value) => value * scales[0] === 0)).toBe(true);
});
