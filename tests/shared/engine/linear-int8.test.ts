import { describe, expect, it } from 'vitest';
import { packScales, packTiles } from '../../../shared/weights/packing.ts';
import { dotKernelModule, KernelBench, kernelModule, plainKernelModule } from './kernel-bench.ts';
import { seededRandom } from './random.ts';
import { linearPlainly, type Problem, randomProblem } from './row-linear.ts';

/** Activations of 14 bits; the first of each row is as large as they get, so that rounding finds them again. */
function fourteenBits(seed: number, rows: number, outputs: number, inputs: number): Problem {
  const problem = randomProblem(seededRandom(seed), rows, outputs, inputs, 128, 8191);
  for (let row = 0; row < rows; row++) problem.x[row * inputs] = row % 2 ? -8191 : 8191;
  return { ...problem, rowScales: problem.rowScales.map((_, row) => 2 ** (row % 7) / 1024) };
}

/** Rounds and multiplies; `margin` floats stand between the rows of the result. */
async function linear(problem: Problem, module: WebAssembly.Module, margin = 0): Promise<Float32Array> {
  const { rows, outputs, inputs, rowScales, values, scales, bias } = problem;
  const bench = await KernelBench.create(1 << 22, module);
  const [groups, tiles, four] = [inputs / 64, Math.ceil(outputs / 8), Math.ceil(rows / 4) * 4];
  const width = tiles * 8 + margin;
  const x = Float32Array.from(problem.x, (value, i) => value * rowScales[Math.floor(i / inputs)]);
  const [q, qScales] = [bench.room(four * inputs * 2), bench.room(four * 4)];
  bench.kernels.quantizeFourteen(bench.put(x), rows, inputs, q, qScales);
  expect(bench.floats(qScales, four)).toEqual(Float32Array.from({ length: four }, (_, row) => rowScales[row] ?? 0));
  const packed = bench.put(packTiles(values, outputs, inputs, 'int8'));
  const packedScales = bench.put(packScales(scales, outputs, groups));
  const paddedBias = bench.put(Float32Array.from({ length: tiles * 8 }, (_, output) => bias[output] ?? 0));
  const out = bench.room(((four - 1) * width + tiles * 8) * 4);
  const scratch = bench.room(groups * 1152 + 128);
  bench.kernels.linearInt8(q, qScales, four, packed, packedScales, paddedBias, tiles, groups, out, width * 4, scratch);
  expect(bench.brokenGuards).toBe(0);
  const all = bench.floats(out, (four - 1) * width + tiles * 8);
  expect(all.filter((_, i) => i % width >= tiles * 8).every(Number.isNaN)).toBe(true);
  return Float32Array.from({ length: rows * outputs }, (_, i) => all[Math.floor(i / outputs) * width + (i % outputs)]);
}

describe.each([
  { name: 'relaxed', module: kernelModule },
  { name: 'dot', module: dotKernelModule },
  { name: 'plain', module: plainKernelModule },
])('linearInt8 in $name SIMD', ({ module }) => {
  it.each([
    [2, 16, 64],
    [1, 64, 64],
    [3, 24, 192],
    [12, 21, 128],
    [20, 128, 256],
    [5, 16, 3072],
  ])('equals plain integer arithmetic to the last bit for %i rows, %i outputs of %i inputs', async (...sizes) => {
    const problem = fourteenBits(sizes[0] * sizes[1], ...sizes);
    expect(await linear(problem, module)).toEqual(linearPlainly(problem));
  });

  it.each([
    [8191, -128],
    [-8191, 127],
    [-8191, -128],
  ])('does not overflow where all inputs are %i and all weights %i', async (x, weight) => {
    const problem = fourteenBits(6, 2, 16, 128);
    problem.x.fill(x);
    problem.values.fill(weight);
    expect(await linear(problem, module)).toEqual(linearPlainly(problem));
  });

  it('leaves what stands between the rows of the result alone', async () => {
    const problem = fourteenBits(77, 8, 16, 64);
    expect(await linear(problem, module, 5)).toEqual(linearPlainly(problem));
  });

  it('makes nothing but the bias of a row of zeros', async () => {
    const problem = { ...fourteenBits(78, 3, 16, 64), rowScales: Float32Array.of(1, 0, 1) };
    expect(await linear(problem, module)).toEqual(linearPlainly(problem));
  });
});
