import { describe, expect, it } from 'vitest';
import { float16Bits, float16Value } from '../../../shared/tensors/float16.ts';
import { packScales, packTiles } from '../../../shared/weights/packing.ts';
import { dequantizeMatrix } from '../../../shared/weights/quantize.ts';
import { KernelBench } from './kernel-bench.ts';
import { seededRandom } from './random.ts';

describe('widenFloat16', () => {
  it('gives every finite float16 exactly, denormals and both zeros included', async () => {
    const all = Array.from({ length: 65_536 }, (_, bits) => bits).filter((bits) => (bits & 0x7c00) !== 0x7c00);
    const bench = await KernelBench.create();
    const [halves, out] = [bench.put(Uint16Array.from(all)), bench.room(all.length * 4)];
    bench.kernels.widenFloat16(halves, all.length, out);
    expect(bench.floats(out, all.length)).toEqual(Float32Array.from(all, float16Value));
    expect(bench.brokenGuards).toBe(0);
  });
});

describe.each([
  { bits: 8, format: 'int8', least: -128, most: 127 },
  { bits: 6, format: 'int6', least: -32, most: 31 },
] as const)('expandRow from $format', ({ bits, format, least, most }) => {
  it.each([
    [8, 64],
    [21, 128],
    [3, 192],
  ])('equals the dequantized row exactly, for every row of [%i, %i]', async (rows, columns) => {
    const random = seededRandom(rows * bits);
    const groups = columns / 64;
    const values = Int8Array.from(random.integers(rows * columns, least, most));
    values.set([least, most, 0, -1, 1]);
    const scales = Uint16Array.from(random.normals(rows * groups, 0.01), (scale) => float16Bits(Math.abs(scale)));
    const bench = await KernelBench.create();
    const packed = bench.put(packTiles(values, rows, columns, format));
    const packedScales = bench.put(packScales(scales, rows, groups));
    const [out, scratch] = [bench.room(columns * 4), bench.room(groups * 1056)];
    const expected = dequantizeMatrix({ values, scales });
    for (let row = 0; row < rows; row++) {
      bench.kernels.expandRow(bits, packed, packedScales, row, groups, out, scratch);
      expect([...bench.floats(out, columns)]).toEqual(noNegativeZeros(expected, row * columns, columns));
    }
    expect(bench.brokenGuards).toBe(0);
  });
});

/** In integers there is no -0: 0 times a negative scale cannot occur, scales here are positive. */
function noNegativeZeros(values: Float32Array, from: number, count: number): number[] {
  return Array.from(values.subarray(from, from + count), (value) => value + 0);
}
