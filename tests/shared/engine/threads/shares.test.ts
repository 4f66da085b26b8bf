import { describe, expect, it } from 'vitest';
import type { Kernels } from '../../../../shared/engine/kernels.ts';
import { groupBlockBytes } from '../../../../shared/engine/memory-plan.ts';
import { type SharedKernel, sharedKernels, shareOf } from '../../../../shared/engine/threads/shares.ts';
import { dotKernelModule, KernelBench, kernelModule, plainKernelModule } from '../kernel-bench.ts';
import { seededRandom } from '../random.ts';

const memoryBytes = 1 << 22;

/** Scratch space of a thread here, more than any of the kernels below needs. */
const scratchBytes = 1 << 16;
const threads = 3;

/** Puts a kernel's inputs into a memory and makes room for its results. @returns what it is called with */
type Call = (bench: KernelBench, scratch: number) => number[];

const random = () => seededRandom(5);
const normals = (bench: KernelBench, count: number) => bench.put(random().normals(count));
const bytes = (bench: KernelBench, count: number) => bench.put(Uint8Array.from(random().integers(count, 0, 255)));
const halves = (bench: KernelBench, count: number) =>
  bench.put(Uint16Array.from(random().integers(count, 0x2000, 0x3800)));

const linearInt6 =
  (rows: number, tiles: number, groups: number): Call =>
  (bench, scratch) => {
    const blocks = bench.room(groupBlockBytes(rows, groups * 64));
    bench.kernels.quantizeGroups(normals(bench, rows * groups * 64), rows, groups * 64, blocks, scratch);
    const weights = [bytes(bench, tiles * groups * 384), halves(bench, tiles * groups * 8), normals(bench, tiles * 8)];
    return [blocks, rows, ...weights, tiles, groups, bench.room((rows + 1) * tiles * 32), tiles * 32, scratch];
  };

const linearInt8 =
  (rows: number, tiles: number, groups: number): Call =>
  (bench, scratch) => {
    const [x, rowScales] = [bench.room(rows * groups * 128), bench.room(rows * 4)];
    bench.kernels.quantizeFourteen(normals(bench, rows * groups * 64), rows, groups * 64, x, rowScales);
    const weights = [bytes(bench, tiles * groups * 512), halves(bench, tiles * groups * 8), normals(bench, tiles * 8)];
    return [x, rowScales, rows, ...weights, tiles, groups, bench.room(rows * tiles * 32), tiles * 32, scratch];
  };

const linearSixteen =
  (bits: number, rows: number, tiles: number, groups: number): Call =>
  (bench, scratch) => {
    const rounded = [bench.room(rows * groups * 128), bench.room(rows * groups * 4), bench.room(rows * 4)] as const;
    bench.kernels.quantizeSixteen(bits, normals(bench, rows * groups * 64), rows, groups * 64, ...rounded);
    const packed = bytes(bench, tiles * groups * bits * 64);
    const weights = [packed, halves(bench, tiles * groups * 8), normals(bench, tiles * 8)];
    return [bits, ...rounded, rows, ...weights, tiles, groups, bench.room(rows * tiles * 32), tiles * 32, scratch];
  };

const calls: Readonly<Record<SharedKernel, readonly Call[]>> = {
  linearInt6: [linearInt6(5, 18, 3), linearInt6(2, 15, 1), linearInt6(1, 2, 2), linearInt6(3, 3, 1)],
  linearInt8: [linearInt8(4, 18, 2), linearInt8(8, 14, 1), linearInt8(4, 3, 1)],
  linearSixteen: [linearSixteen(8, 8, 18, 2), linearSixteen(6, 4, 14, 1), linearSixteen(8, 4, 3, 1)],
  quantizeGroups: [1, 2, 7].map(
    (rows): Call =>
      (bench, scratch) => {
        return [normals(bench, rows * 128), rows, 128, bench.room(groupBlockBytes(rows, 128)), scratch];
      },
  ),
  quantizeFourteen: [1, 4, 11].map(
    (rows): Call =>
      (bench) => {
        return [normals(bench, rows * 64), rows, 64, bench.room(12 * 128), bench.room(12 * 4)];
      },
  ),
  quantizeSixteen: [1, 4, 11].map(
    (rows): Call =>
      (bench) => {
        const sums = bench.room(12 * 2 * 4);
        return [6, normals(bench, rows * 128), rows, 128, bench.room(12 * 256), sums, bench.room(12 * 4)];
      },
  ),
  multiply: [1, 4, 11].map(
    (rows): Call =>
      (bench) => {
        return [normals(bench, rows * 16), 64, rows, normals(bench, 24 * 16), 16, bench.room(rows * 96), 96, 24];
      },
  ),
  packKeys: [1, 8, 13].map(
    (rows): Call =>
      (bench) => {
        return [normals(bench, rows * 16), 64, rows, 16, 0.25, bench.room(16 * 64), rows > 8 ? 16 : 8];
      },
  ),
  packValues: [5].map(
    (rows): Call =>
      (bench) => [normals(bench, rows * 24), 96, rows, 24, bench.room(24 * 32), 8],
  ),
  softmax: [1, 6].map(
    (rows): Call =>
      (bench) => [normals(bench, rows * 8), rows, 5, 8],
  ),
  addLayerNorm: [true, false].map(
    (isAdded): Call =>
      (bench) => {
        const x = [normals(bench, 5 * 64), isAdded ? normals(bench, 5 * 64) : 0];
        return [...x, normals(bench, 64), normals(bench, 64), 5, 64, 1e-12];
      },
  ),
  gelu: [(bench) => [normals(bench, 36), 36]],
};

type Work = (kernels: Kernels, args: number[]) => void;

/** The memory after the work, without scratch space. */
async function memoryAfter(module: WebAssembly.Module, call: Call, work: Work): Promise<Buffer> {
  const bench = await KernelBench.create(memoryBytes, module);
  const scratch = bench.room(threads * scratchBytes);
  work(bench.kernels, call(bench, scratch));
  expect(bench.brokenGuards).toBe(0);
  const end = scratch + threads * scratchBytes;
  return Buffer.from(bench.bytes(end, memoryBytes - end));
}

describe.each(sharedKernels)('the units of %s', (name) => {
  const share = shareOf(sharedKernels.indexOf(name));

  it.each(calls[name].map((call, index) => [index, call] as const))(
    'one by one, from the last on, in the scratch space of different threads, leave the bits of one call: case %i',
    async (_, call) => {
      const atOnce: Work = (kernels, args) => (kernels[name] as (...args: number[]) => void)(...args);
      const inParts: Work = (kernels, args) => {
        for (let unit = share.units(...args) - 1; unit >= 0; unit--) {
          share.work(kernels, args, unit, unit + 1, (unit % threads) * scratchBytes);
        }
      };
      for (const module of [kernelModule, dotKernelModule, plainKernelModule]) {
        const [whole, parts] = [await memoryAfter(module, call, atOnce), await memoryAfter(module, call, inParts)];
        expect(parts.equals(whole)).toBe(true);
      }
    },
  );

  it('are worth a part of their own in some number', async () => {
    const bench = await KernelBench.create(memoryBytes);
    const args = calls[name][0]!(bench, bench.room(scratchBytes));
    expect(share.units(...args)).toBeGreaterThan(0);
    expect(share.grain(...args)).toBeGreaterThan(0);
  });
});
