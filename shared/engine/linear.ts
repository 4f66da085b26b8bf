import { groupColumns } from '../weights/weight-format.ts';
import type { Pass } from './pass.ts';
import type { LinearWeights, PackedMatrix } from './weights.ts';

/**
 * x [rows, inputs] float32 -> the integers that `linear` reads with these weights: int16 for int8 weights, int8 by
 * groups of 64 for int6 weights. One quantization serves all matrices of one format: Q, K and V.
 */
export function quantize({ kernels, plan }: Pass, weights: PackedMatrix, x: number, rows: number): void {
  const inputs = weights.groups * groupColumns;
  if (weights.bits === 6) kernels.quantizeGroups(x, rows, inputs, plan.quantized.address, plan.scratch.address);
  else kernels.quantizeRows(x, rows, inputs, plan.quantized.address, plan.rowScales.address);
}

/**
 * out = x Wᵀ + b on the activations quantized last. `out` [rows, outStride / 4] float32; up to three rows past `rows`
 * are written too, since the kernels work on two or four at a time.
 * Integer sums over 64 inputs are exact; see `kernels/linear-int8.ts` and `kernels/linear-int6.ts`.
 */
export function linear(pass: Pass, weights: LinearWeights, rows: number, out: number, outStride: number): void {
  if (weights.bits === 6) linearInt6(pass, weights, rows, out, outStride);
  else linearInt8(pass, weights, rows, out, outStride);
}

function linearInt6({ kernels, plan }: Pass, weights: LinearWeights, rows: number, out: number, stride: number): void {
  const { packed, scales, bias, tiles, groups } = weights;
  const { address: x } = plan.quantized;
  kernels.linearInt6(x, rows, packed, scales, bias, tiles, groups, out, stride, plan.scratch.address);
}

function linearInt8({ kernels, plan }: Pass, weights: LinearWeights, rows: number, out: number, stride: number): void {
  const { packed, scales, bias, tiles, groups } = weights;
  const four = (rows + 3) & ~3;
  const { quantized, rowScales, scratch } = plan;
  const [x, xScales] = [quantized.address, rowScales.address];
  kernels.linearInt8(x, xScales, four, packed, scales, bias, tiles, groups, out, stride, scratch.address);
}
