import { describe, expect, it } from 'vitest';
import { packScales, packTiles } from '../../../shared/weights/packing.ts';
import { KernelBench } from './kernel-bench.ts';
import { seededRandom } from './random.ts';
import { rowBlocks } from './row-blocks.ts';
import { linearPlainly, type Problem, randomProblem } from './row-linear.ts';

interface Kernel {
  readonly bits: 8 | 6;
  readonly format: 'int8' | 'int6';
  /** Weights are from -limit to limit - 1. */
  readonly limit: number;
}

/** Runs the kernel; `margin` floats stand between the rows of the result. */
async function linear({ bits, format }: Kernel, problem: Problem, margin = 0): Promise<Float32Array> {
  const { rows, outputs, inputs, x, rowScales, values, scales, bias } = problem;
  const bench = await KernelBench.create();
  const groups = inputs / 64;
  const tiles = Math.ceil(outputs / 8);
  const width = tiles * 8 + margin;
  const paddedBias = new Float32Array(tiles * 8);
  paddedBias.set(bias);
  const arguments_ = [
    bench.put(rowBlocks(x, inputs)),
    bench.put(rowScales),
    rows,
    bench.put(packTiles(values, outputs, inputs, format)),
    bench.put(packScales(scales, outputs, groups)),
    bench.put(paddedBias),
    tiles,
    groups,
  ] as const;
  const out = bench.room(((rows - 1) * width + tiles * 8) * 4);
  bench.kernels.linearWords(bits, ...arguments_, out, width * 4, bench.room(groups * 1056 + 128));
  expect(bench.brokenGuards).toBe(0);
  const all = bench.floats(out, (rows - 1) * width + tiles * 8);
  expect(all.filter((_, i) => i % width >= tiles * 8).every(Number.isNaN)).toBe(true);
  return Float32Array.from({ length: rows * outputs }, (_, i) => all[Math.floor(i / outputs) * width + (i % outputs)]);
}

const kernels: Kernel[] = [
  { bits: 8, format: 'int8', limit: 128 },
  { bits: 6, format: 'int6', limit: 32 },
];

describe.each(kernels)('linearWords with $format weights', (kernel) => {
  const { limit } = kernel;

  it.each([
    [4, 8, 64],
    [4, 64, 64],
    [8, 24, 192],
    [12, 21, 128],
    [20, 128, 256],
    [4, 16, 3072],
  ])(
    'equals plain integer arithmetic to the last bit for %i rows, %i outputs of %i inputs',
    async (rows, outputs, inputs) => {
      const problem = randomProblem(seededRandom(rows * outputs), rows, outputs, inputs, limit);
      expect(await linear(kernel, problem)).toEqual(linearPlainly(problem));
    },
  );

  it.each([
    { name: 'all at the same end', x: 32767, weight: -limit },
    { name: 'all at opposite ends', x: -32767, weight: limit - 1 },
    { name: 'both negative', x: -32767, weight: -limit },
  ])(`does not overflow with inputs of 32767 and weights of ${limit}, $name`, async ({ x, weight }) => {
    const problem = randomProblem(seededRandom(8), 4, 8, 128, limit);
    problem.x.fill(x);
    problem.values.fill(weight);
    expect(await linear(kernel, problem)).toEqual(linearPlainly(problem));
    const group = Math.fround(64 * x * weight);
    expect(Math.abs(group)).toBeGreaterThan(limit * 2 ** 20);
  });

  it('leaves what stands between the rows of the result alone', async () => {
    const problem = randomProblem(seededRandom(77), 8, 16, 64, limit);
    expect(await linear(kernel, problem, 5)).toEqual(linearPlainly(problem));
  });
});
