import { groupColumns } from '../weights/weight-format.ts';
import type { Pass } from './pass.ts';
import type { LinearWeights, PackedMatrix } from './weights.ts';

/**
 * x [rows, inputs] float32 -> the integers that `linear` reads with these weights: int16 for int8 weights, and for all
 * weights of a pass that is compared with another; else int8 by groups of 64. One quantization serves all matrices that
 * read the same: Q, K and V.
 */
export function quantize(pass: Pass, weights: PackedMatrix, x: number, rows: number): void {
  const { kernels, plan } = pass;
  const inputs = weights.groups * groupColumns;
  if (readsGroups(pass, weights)) {
    kernels.quantizeGroups(x, rows, inputs, plan.quantized.address, plan.scratch.address);
  } else kernels.quantizeRows(x, rows, inputs, plan.quantized.address, plan.rowScales.address);
}

/** Whether two matrices read the same integers. */
export function readAlike(pass: Pass, one: PackedMatrix, other: PackedMatrix): boolean {
  return readsGroups(pass, one) === readsGroups(pass, other);
}

function readsGroups({ activations }: Pass, { bits }: PackedMatrix): boolean {
  return bits === 6 && activations !== 'int16';
}

/**
 * out = x Wᵀ + b on the activations quantized last. `out` [rows, outStride / 4] float32; up to three rows past `rows`
 * are written too, since the kernels work on two or four at a time.
 * Integer sums over 64 inputs are exact; see `kernels/linear-words.ts` and `kernels/linear-int6.ts`.
 */
export function linear(pass: Pass, weights: LinearWeights, rows: number, out: number, outStride: number): void {
  if (readsGroups(pass, weights)) linearOnGroups(pass, weights, rows, out, outStride);
  else linearOnRows(pass, weights, rows, out, outStride);
}

function linearOnGroups({ kernels, plan }: Pass, weights: LinearWeights, rows: number, out: number, stride: number) {
  const { packed, scales, bias, tiles, groups } = weights;
  const { address: x } = plan.quantized;
  kernels.linearInt6(x, rows, packed, scales, bias, tiles, groups, out, stride, plan.scratch.address);
}

function linearOnRows({ kernels, plan }: Pass, weights: LinearWeights, rows: number, out: number, stride: number) {
  const { bits, packed, scales, bias, tiles, groups } = weights;
  const four = (rows + 3) & ~3;
  const { quantized, rowScales, scratch } = plan;
  const [x, xScales] = [quantized.address, rowScales.address];
  kernels.linearWords(bits, x, xScales, four, packed, scales, bias, tiles, groups, out, stride, scratch.address);
}
