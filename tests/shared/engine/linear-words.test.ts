import { describe, expect, it } from 'vitest';
import { float16Bits, float16Value } from '../../../shared/tensors/float16.ts';
import { packScales, packTiles } from '../../../shared/weights/packing.ts';
import { KernelBench } from './kernel-bench.ts';
import { type Random, seededRandom } from './random.ts';
import { rowBlocks } from './row-blocks.ts';

interface Problem {
  readonly rows: number;
  readonly outputs: number;
  readonly inputs: number;
  /** [rows, inputs] */
  readonly x: Int16Array;
  readonly rowScales: Float32Array;
  /** [outputs, inputs] */
  readonly values: Int8Array;
  /** float16 bits, [outputs, inputs / 64] */
  readonly scales: Uint16Array;
  readonly bias: Float32Array;
}

/**
 * The kernel's arithmetic on plain integers: exact sums over 64 inputs; each becomes float32, is scaled and added in
 * float32; then the row's scale and the bias.
 */
function linearPlainly({ rows, outputs, inputs, x, rowScales, values, scales, bias }: Problem): Float32Array {
  const y = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    for (let output = 0; output < outputs; output++) {
      let sum = 0;
      for (let group = 0; group < inputs / 64; group++) {
        let exact = 0;
        for (let i = group * 64; i < (group + 1) * 64; i++) exact += x[row * inputs + i] * values[output * inputs + i];
        const scale = float16Value(scales[(output * inputs) / 64 + group]);
        sum = Math.fround(sum + Math.fround(Math.fround(exact) * scale));
      }
      y[row * outputs + output] = Math.fround(sum * rowScales[row]) + bias[output];
    }
  }
  return y;
}

function randomProblem(random: Random, rows: number, outputs: number, inputs: number, weightLimit: number): Problem {
  const scales = random.normals((outputs * inputs) / 64, 1e-3);
  return {
    rows,
    outputs,
    inputs,
    x: Int16Array.from(random.integers(rows * inputs, -32767, 32767)),
    rowScales: random.normals(rows, 1e-4).map(Math.abs),
    values: Int8Array.from(random.integers(outputs * inputs, -weightLimit, weightLimit - 1)),
    scales: Uint16Array.from(scales, (scale) => float16Bits(Math.abs(scale))),
    bias: random.normals(outputs),
  };
}

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
