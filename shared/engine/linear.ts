import { groupColumns } from '../weights/weight-format.ts';
import type { Pass } from './pass.ts';
import type { LinearWeights, PackedMatrix } from './weights.ts';

/** How activations are rounded, and which kernel reads them: int8 by groups of 64, or one scale a row with 14 or 16 bits. */
type Rounding = 'groups' | 14 | 16;

/** int16 for all weights of a pass that is compared with another; else groups for int6 weights, and rows as the model says. */
function roundingFor({ activations, rowBits }: Pass, { bits }: PackedMatrix): Rounding {
  if (activations === 'int16') return 16;
  return bits === 6 ? 'groups' : rowBits;
}

/**
 * x [rows, inputs] float32 -> the integers that `linear` reads with these weights. One quantization serves all matrices
 * that read the same: Q, K and V.
 */
export function quantize(pass: Pass, weights: PackedMatrix, x: number, rows: number): void {
  const { kernels, plan } = pass;
  const [q, scales, size] = [plan.quantized.address, plan.rowScales.address, weights.groups * groupColumns];
  const rounding = roundingFor(pass, weights);
  if (rounding === 'groups') kernels.quantizeGroups(x, rows, size, q, plan.scratch.address);
  else if (rounding === 14) kernels.quantizeFourteen(x, rows, size, q, scales);
  else kernels.quantizeSixteen(weights.bits, x, rows, size, q, plan.rowSums.address, scales);
}

/** Whether two matrices read the same integers, laid out alike. */
export function readAlike(pass: Pass, one: PackedMatrix, other: PackedMatrix): boolean {
  return one.bits === other.bits && roundingFor(pass, one) === roundingFor(pass, other);
}

/**
 * out = x Wᵀ + b on the activations quantized last. `out` [rows, outStride / 4] float32; up to three rows past `rows`
 * are written too, since the kernels work on two or four at a time.
 * Integer sums over 64 inputs are exact; see `kernels/linear-int6.ts`, `linear-int8.ts` and `linear-sixteen.ts`.
 */
export function linear(pass: Pass, weights: LinearWeights, rows: number, out: number, outStride: number): void {
  const { kernels, plan } = pass;
  const { bits, packed, scales, bias, tiles, groups } = weights;
  const [x, xScales, xSums] = [plan.quantized.address, plan.rowScales.address, plan.rowSums.address];
  const four = (rows + 3) & ~3;
  const matrix = [packed, scales, bias, tiles, groups, out, outStride, plan.scratch.address] as const;
  const rounding = roundingFor(pass, weights);
  if (rounding === 'groups') kernels.linearInt6(x, rows, ...matrix);
  else if (rounding === 14) kernels.linearInt8(x, xScales, four, ...matrix);
  else kernels.linearSixteen(bits, x, xSums, xScales, four, ...matrix);
}
