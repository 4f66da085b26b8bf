import type { Pass } from './pass.ts';
import type { LinearWeights } from './weights.ts';

/** x [rows, size] float32 -> the int16 activations that `linear` reads. One quantization serves Q, K and V. */
export function quantize({ kernels, plan }: Pass, x: number, rows: number, size: number): void {
  kernels.quantizeRows(x, rows, size, plan.quantized.address, plan.rowScales.address);
}

/**
 * out = x Wᵀ + b on the activations quantized last. `out` [rows, outStride / 4] float32; up to three rows past `rows`
 * are written too, since the kernel works on four at a time.
 * Integer sums over 64 inputs are exact; see `kernels/linear.ts`.
 */
export function linear(
  { kernels, plan }: Pass,
  weights: LinearWeights,
  rows: number,
  out: number,
  outStride: number,
): void {
  const { bits, packed, scales, bias, tiles, groups } = weights;
  const x = plan.quantized.address;
  const four = (rows + 3) & ~3;
  kernels.linear(
    x,
    plan.rowScales.address,
    four,
    bits,
    packed,
    scales,
    bias,
    tiles,
    groups,
    out,
    outStride,
    plan.scratch.address,
  );
}
