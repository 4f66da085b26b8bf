import { groupColumns } from '../weights/weight-format.ts';
import type { Pass } from './pass.ts';
import type { LinearWeights, PackedMatrix } from './weights.ts';

/**
 * How activations are rounded, and which kernel reads them: int8 by groups of 64; or one scale a row, with 14 or 16 bits
 * beside int8 weights, or with 16 beside int6 weights.
 */
type Rounding = 'groups' | 'fourteen' | 'words' | 'sixteen';

/** int16 for all weights of a pass that is compared with another; else groups for int6 weights, and rows as the model says. */
function roundingFor({ activations, rowBits }: Pass, { bits }: PackedMatrix): Rounding {
  if (bits === 6) return activations === 'int16' ? 'sixteen' : 'groups';
  return activations === 'int16' || rowBits === 16 ? 'words' : 'fourteen';
}

/**
 * x [rows, inputs] float32 -> the integers that `linear` reads with these weights. One quantization serves all matrices
 * that read the same: Q, K and V.
 */
export function quantize(pass: Pass, weights: PackedMatrix, x: number, rows: number): void {
  const { kernels, plan } = pass;
  const [q, scales, size] = [plan.quantized.address, plan.rowScales.address, weights.groups * groupColumns];
  const rounding = roundingFor(pass, weights);
  switch (rounding) {
    case 'groups':
      kernels.quantizeGroups(x, rows, size, q, plan.scratch.address);
      break;
    case 'fourteen':
      kernels.quantizeFourteen(x, rows, size, q, scales);
      break;
    case 'sixteen':
      kernels.quantizeSixteen(x, rows, size, q, plan.rowSums.address, scales);
      break;
    case 'words':
      kernels.quantizeRows(x, rows, size, q, scales);
      break;
  }
}

/** Whether two matrices read the same integers. */
export function readAlike(pass: Pass, one: PackedMatrix, other: PackedMatrix): boolean {
  return roundingFor(pass, one) === roundingFor(pass, other);
}

/**
 * out = x Wᵀ + b on the activations quantized last. `out` [rows, outStride / 4] float32; up to three rows past `rows`
 * are written too, since the kernels work on two or four at a time.
 * Integer sums over 64 inputs are exact; see `kernels/linear-int6.ts`, `linear-int6-rows.ts`, `linear-int8.ts` and `linear-words.ts`.
 */
export function linear(pass: Pass, weights: LinearWeights, rows: number, out: number, outStride: number): void {
  const { kernels, plan } = pass;
  const { bits, packed, scales, bias, tiles, groups } = weights;
  const [x, xScales, xSums] = [plan.quantized.address, plan.rowScales.address, plan.rowSums.address];
  const four = (rows + 3) & ~3;
  const matrix = [packed, scales, bias, tiles, groups, out, outStride, plan.scratch.address] as const;
  switch (roundingFor(pass, weights)) {
    case 'groups':
      kernels.linearInt6(x, rows, ...matrix);
      break;
    case 'fourteen':
      kernels.linearInt8(x, xScales, four, ...matrix);
      break;
    case 'sixteen':
      kernels.linearInt6Rows(x, xSums, xScales, four, ...matrix);
      break;
    case 'words':
      kernels.linearWords(bits, x, xScales, four, ...matrix);
      break;
  }
}
