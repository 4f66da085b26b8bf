import { expect } from 'vitest';
import type { Kernels } from '../../../shared/engine/kernels.ts';
import { packScales, packTiles } from '../../../shared/weights/packing.ts';
import { KernelBench } from './kernel-bench.ts';
import { seededRandom } from './random.ts';
import { type Problem, randomProblem } from './row-linear.ts';

/** A kernel that multiplies activations of one scale a row, and the one that rounds for it. */
export interface RoundedKernel {
  readonly format: 'int8' | 'int6';
  /** Weights are from -limit to limit - 1. */
  readonly limit: number;
  /** What the largest magnitude of a row is rounded to. */
  readonly range: number;
  quantize(kernels: Kernels, x: number, rows: number, inputs: number, rounded: Rounded): void;
  multiply(kernels: Kernels, rounded: Rounded, rows: number, ...matrix: Matrix): void;
}

/** Where rounded activations stand. */
interface Rounded {
  readonly q: number;
  readonly sums: number;
  readonly scales: number;
}

type Matrix = readonly [
  packed: number,
  scales: number,
  bias: number,
  tiles: number,
  groups: number,
  out: number,
  outStride: number,
  scratch: number,
];

/** Activations of which the first of each row is as large as they get, so that rounding finds them again. */
export function wholeNumbers(
  { limit, range }: RoundedKernel,
  seed: number,
  rows: number,
  outputs: number,
  inputs: number,
): Problem {
  const problem = randomProblem(seededRandom(seed), rows, outputs, inputs, limit, range);
  for (let row = 0; row < rows; row++) problem.x[row * inputs] = row % 2 ? -range : range;
  return { ...problem, rowScales: problem.rowScales.map((_, row) => 2 ** (row % 7) / 1024) };
}

/** Rounds and multiplies; `margin` floats stand between the rows of the result. */
export async function roundedLinear(
  kernel: RoundedKernel,
  problem: Problem,
  module: WebAssembly.Module,
  margin = 0,
): Promise<Float32Array> {
  const { rows, outputs, inputs, rowScales, values, scales, bias } = problem;
  const bench = await KernelBench.create(1 << 22, module);
  const [groups, tiles, four] = [inputs / 64, Math.ceil(outputs / 8), Math.ceil(rows / 4) * 4];
  const width = tiles * 8 + margin;
  const x = Float32Array.from(problem.x, (value, i) => value * rowScales[Math.floor(i / inputs)]);
  const rounded = {
    q: bench.room(four * inputs * 2),
    sums: bench.room(four * groups * 4),
    scales: bench.room(four * 4),
  };
  kernel.quantize(bench.kernels, bench.put(x), rows, inputs, rounded);
  const expectedScales = Float32Array.from({ length: four }, (_, row) => rowScales[row] ?? 0);
  expect(bench.floats(rounded.scales, four)).toEqual(expectedScales);
  const packed = bench.put(packTiles(values, outputs, inputs, kernel.format));
  const packedScales = bench.put(packScales(scales, outputs, groups));
  const paddedBias = bench.put(Float32Array.from({ length: tiles * 8 }, (_, output) => bias[output] ?? 0));
  const out = bench.room(((four - 1) * width + tiles * 8) * 4);
  const scratch = bench.room(groups * 1728 + 192);
  const matrix = [packed, packedScales, paddedBias, tiles, groups, out, width * 4, scratch] as const;
  kernel.multiply(bench.kernels, rounded, four, ...matrix);
  expect(bench.brokenGuards).toBe(0);
  const all = bench.floats(out, (four - 1) * width + tiles * 8);
  expect(all.filter((_, i) => i % width >= tiles * 8).every(Number.isNaN)).toBe(true);
  return Float32Array.from({ length: rows * outputs }, (_, i) => all[Math.floor(i / outputs) * width + (i % outputs)]);
}
