import { describe, expect, it } from 'vitest';
import { groupBlockBytes } from '../../../shared/engine/memory-plan.ts';
import { float16Bits, float16Value } from '../../../shared/tensors/float16.ts';
import { packScales, packTiles } from '../../../shared/weights/packing.ts';
import { outlyingRows, roundRow } from './group-rounding.ts';
import { dotKernelModule, KernelBench, kernelModule, plainKernelModule } from './kernel-bench.ts';
import { type Random, seededRandom } from './random.ts';

interface Problem {
  readonly rows: number;
  readonly outputs: number;
  readonly inputs: number;
  /** [rows, inputs] */
  readonly x: Float32Array;
  /** [outputs, inputs], -32..31 */
  readonly values: Int8Array;
  /** float16 bits, [outputs, inputs / 64] */
  readonly scales: Uint16Array;
  /** [outputs rounded up to 8] */
  readonly bias: Float32Array;
}

/**
 * The kernel's arithmetic: from the bias on, each rounded group's exact sum becomes float32, is scaled by its row's and
 * its channel's scale and added in float32.
 */
function linearPlainly({ rows, outputs, inputs, x, values, scales, bias }: Problem): Float32Array {
  const y = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    const entries = roundRow(x.subarray(row * inputs, (row + 1) * inputs));
    for (let output = 0; output < outputs; output++) {
      let sum = bias[output];
      for (const { group, scale, values: q } of entries) {
        const w = values.subarray(output * inputs + group * 64, output * inputs + (group + 1) * 64);
        const exact = q.reduce((dot, value, i) => dot + value * w[i], 0);
        const weightScale = float16Value(scales[(output * inputs) / 64 + group]);
        sum = Math.fround(sum + Math.fround(Math.fround(exact) * Math.fround(scale * weightScale)));
      }
      y[row * outputs + output] = sum;
    }
  }
  return y;
}

function randomProblem(random: Random, rows: number, outputs: number, inputs: number): Problem {
  const bias = random.normals(Math.ceil(outputs / 8) * 8);
  bias.fill(0, outputs);
  return {
    rows,
    outputs,
    inputs,
    x: outlyingRows(random, rows, inputs),
    values: Int8Array.from(random.integers(outputs * inputs, -32, 31)),
    scales: Uint16Array.from(random.normals((outputs * inputs) / 64, 1e-2), (scale) => float16Bits(Math.abs(scale))),
    bias,
  };
}

/** Quantizes and multiplies by the kernels; `margin` floats stand between the rows of the result. */
async function linear(problem: Problem, module: WebAssembly.Module, margin = 0): Promise<Float32Array> {
  const { rows, outputs, inputs, x, values, scales, bias } = problem;
  const bench = await KernelBench.create(1 << 22, module);
  const groups = inputs / 64;
  const tiles = Math.ceil(outputs / 8);
  const width = tiles * 8 + margin;
  const blocks = bench.room(groupBlockBytes(rows, inputs));
  bench.kernels.quantizeGroups(bench.put(x), rows, inputs, blocks, bench.room(groups * 8));
  const packed = bench.put(packTiles(values, outputs, inputs, 'int6'));
  const packedScales = bench.put(packScales(scales, outputs, groups));
  const even = rows + (rows % 2);
  const out = bench.room(((even - 1) * width + tiles * 8) * 4);
  const scratch = bench.room(groups * 1088 + 128);
  bench.kernels.linearInt6(blocks, rows, packed, packedScales, bench.put(bias), tiles, groups, out, width * 4, scratch);
  expect(bench.brokenGuards).toBe(0);
  const all = bench.floats(out, (even - 1) * width + tiles * 8);
  expect(all.filter((_, i) => i % width >= tiles * 8).every(Number.isNaN)).toBe(true);
  return Float32Array.from({ length: rows * outputs }, (_, i) => all[Math.floor(i / outputs) * width + (i % outputs)]);
}

describe.each([
  { name: 'relaxed', module: kernelModule },
  { name: 'dot', module: dotKernelModule },
  { name: 'plain', module: plainKernelModule },
])('linearInt6 in $name SIMD', ({ module }) => {
  it.each([
    [2, 16, 64],
    [1, 64, 64],
    [3, 24, 192],
    [12, 21, 128],
    [20, 128, 256],
    [4, 16, 3072],
  ])(
    'equals plain integer arithmetic to the last bit for %i rows, %i outputs of %i inputs',
    async (rows, outputs, inputs) => {
      const problem = randomProblem(seededRandom(rows * outputs), rows, outputs, inputs);
      expect(await linear(problem, module)).toEqual(linearPlainly(problem));
    },
  );

  it.each([
    { name: 'all at the same end', x: 3, weight: -32 },
    { name: 'all at opposite ends', x: -3, weight: 31 },
    { name: 'both positive', x: 3, weight: 31 },
  ])('does not overflow with inputs of 127 and weights of six bits, $name', async ({ x, weight }) => {
    const problem = randomProblem(seededRandom(6), 2, 16, 128);
    problem.x.fill(x);
    problem.values.fill(weight);
    expect(roundRow(problem.x.subarray(0, 128))[0].values[0]).toBe(127 * Math.sign(x));
    expect(await linear(problem, module)).toEqual(linearPlainly(problem));
  });

  it('leaves what stands between the rows of the result alone', async () => {
    const problem = randomProblem(seededRandom(77), 8, 16, 64);
    expect(await linear(problem, module, 5)).toEqual(linearPlainly(problem));
  });
});
