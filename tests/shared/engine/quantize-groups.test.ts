import { describe, expect, it } from 'vitest';
import { groupBlockBytes } from '../../../shared/engine/memory-plan.ts';
import { outlyingRows, type RoundedGroup, roundRow } from './group-rounding.ts';
import { KernelBench } from './kernel-bench.ts';
import { seededRandom } from './random.ts';

const entryBytes = 160;

/** The entries of one row of a block; those that hold nothing of it have scale 0. */
function entriesOf(block: Uint8Array, row: 0 | 1): RoundedGroup[] {
  const view = new DataView(block.buffer, block.byteOffset);
  const entries = Array.from({ length: view.getUint32(0, true) }, (_, entry) => {
    const at = 16 + entry * entryBytes;
    const values = Int8Array.from({ length: 64 }, (_, i) =>
      view.getInt8(at + 32 + (i >> 3) * 16 + ((i >> 2) % 2) * 8 + row * 4 + (i % 4)),
    );
    expect(view.getInt32(at + 8 + row * 4, true)).toBe(values.reduce((sum, value) => sum - 32 * value, 0));
    return { group: view.getUint32(at + 16, true), scale: view.getFloat32(at + row * 4, true), values };
  });
  return entries.filter(({ scale, values }) => scale > 0 || values.some((value) => value !== 0));
}

/** Every row's entries. */
async function quantizeGroups(x: Float32Array, size: number): Promise<RoundedGroup[][]> {
  const bench = await KernelBench.create();
  const rows = x.length / size;
  const blockBytes = groupBlockBytes(2, size);
  const blocks = bench.room(groupBlockBytes(rows, size));
  bench.kernels.quantizeGroups(bench.put(x), rows, size, blocks, bench.room((2 * size) / 16));
  expect(bench.brokenGuards).toBe(0);
  return Array.from({ length: rows }, (_, row) =>
    entriesOf(bench.bytes(blocks + (row >> 1) * blockBytes, blockBytes), (row % 2) as 0 | 1),
  );
}

describe('quantizeGroups', () => {
  it.each([
    [1, 64],
    [2, 128],
    [7, 768],
    [5, 3072],
  ])('of [%i, %i] equals plain float32 arithmetic exactly', async (rows, size) => {
    const x = outlyingRows(seededRandom(size + rows), rows, size);
    const expected = Array.from({ length: rows }, (_, row) => roundRow(x.subarray(row * size, (row + 1) * size)));
    expect(await quantizeGroups(x, size)).toEqual(expected);
  });

  it('gives a row the same entries whatever the other row of its block is', async () => {
    const x = outlyingRows(seededRandom(4), 4, 768);
    const [, second, , fourth] = await quantizeGroups(x, 768);
    const alone = (row: number) => quantizeGroups(x.slice(row * 768, (row + 1) * 768), 768);
    expect([second, fourth]).toEqual([...(await alone(1)), ...(await alone(3))]);
  });

  it('carries outlying groups to 2^-15 of their largest number, others to 2^-8', async () => {
    const x = seededRandom(11).normals(768);
    x[70] = 60;
    const [entries] = await quantizeGroups(x, 768);
    const back = new Float64Array(768);
    for (const { group, scale, values } of entries) {
      for (const [i, q] of values.entries()) back[group * 64 + i] += q * scale;
    }
    const worst = (group: number) =>
      Math.max(...[...x.subarray(group * 64, group * 64 + 64)].map((v, i) => Math.abs(v - back[group * 64 + i])));
    const largest = (group: number) => Math.max(...x.subarray(group * 64, group * 64 + 64).map(Math.abs));
    expect(entries.map(({ group }) => group)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1]);
    expect(worst(1)).toBeLessThanOrEqual(60 * 2 ** -15);
    for (const group of [0, 2, 11]) expect(worst(group)).toBeLessThanOrEqual(largest(group) * 2 ** -7.9);
  });

  it('has room for three equal groups that stand out in either row', async () => {
    const x = seededRandom(3).normals(4 * 768, 1e-3);
    for (let row = 0; row < 4; row++) for (let k = 0; k < 3; k++) x[row * 768 + (row % 2) * 192 + k * 64] = 0.3;
    const rows = await quantizeGroups(x, 768);
    expect(rows).toEqual([0, 1, 2, 3].map((row) => roundRow(x.subarray(row * 768, (row + 1) * 768))));
  });

  it('leaves groups of zeros out, and makes denormals something that gives about 0 back', async () => {
    const x = new Float32Array(256);
    expect(await quantizeGroups(x, 256)).toEqual([[]]);
    x[130] = -3;
    expect((await quantizeGroups(x, 256))[0].map(({ group }) => group)).toEqual([2, 2]);
    const [denormal] = await quantizeGroups(new Float32Array(64).fill(1e-44), 64);
    for (const { scale, values } of denormal) expect(Math.abs(scale * values[0])).toBeLessThan(1e-40);
  });
});
