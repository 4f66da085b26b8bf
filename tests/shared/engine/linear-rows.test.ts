import { describe, expect, it } from 'vitest';
import { dotKernelModule, kernelModule, plainKernelModule, signedDotKernelModule } from './kernel-bench.ts';
import { type RoundedKernel, roundedLinear, wholeNumbers } from './rounded-linear.ts';
import { linearPlainly } from './row-linear.ts';

const kernels: Record<string, RoundedKernel> = {
  'linearInt8 with int8 weights': {
    format: 'int8',
    limit: 128,
    range: 8191,
    quantize: (kernels, x, rows, inputs, { q, scales }) => kernels.quantizeFourteen(x, rows, inputs, q, scales),
    multiply: (kernels, { q, scales }, rows, ...matrix) => kernels.linearInt8(q, scales, rows, ...matrix),
  },
  'linearSixteen with int8 weights': { format: 'int8', limit: 128, range: 32_767, ...sixteen(8) },
  'linearSixteen with int6 weights': { format: 'int6', limit: 32, range: 32_767, ...sixteen(6) },
};

function sixteen(bits: number): Pick<RoundedKernel, 'quantize' | 'multiply'> {
  return {
    quantize: (kernels, x, rows, inputs, { q, sums, scales }) =>
      kernels.quantizeSixteen(bits, x, rows, inputs, q, sums, scales),
    multiply: (kernels, { q, sums, scales }, rows, ...matrix) =>
      kernels.linearSixteen(bits, q, sums, scales, rows, ...matrix),
  };
}

const modules = {
  relaxed: kernelModule,
  dot: dotKernelModule,
  'signed dot': signedDotKernelModule,
  plain: plainKernelModule,
};

const cases = Object.entries(kernels).flatMap(([name, kernel]) =>
  Object.entries(modules).map(([simd, module]) => ({ name, kernel, simd, module })),
);

describe.each(cases)('$name in $simd SIMD', ({ kernel, module }) => {
  const { limit, range } = kernel;

  it.each([
    [2, 24, 64],
    [1, 64, 64],
    [3, 24, 192],
    [12, 21, 128],
    [20, 128, 256],
    [5, 40, 3072],
  ])('equals plain integer arithmetic to the last bit for %i rows, %i outputs of %i inputs', async (...sizes) => {
    const problem = wholeNumbers(kernel, sizes[0] * sizes[1], ...sizes);
    expect(await roundedLinear(kernel, problem, module)).toEqual(linearPlainly(problem));
  });

  it.each([
    ['the largest', range, -limit],
    ['the smallest', -range, limit - 1],
    ['the smallest', -range, -limit],
  ])('does not overflow where all inputs are %s, %i, and all weights %i', async (_, x, weight) => {
    const problem = wholeNumbers(kernel, 6, 2, 24, 128);
    problem.x.fill(x);
    problem.values.fill(weight);
    expect(await roundedLinear(kernel, problem, module)).toEqual(linearPlainly(problem));
  });

  it('leaves what stands between the rows of the result alone', async () => {
    const problem = wholeNumbers(kernel, 77, 8, 24, 64);
    expect(await roundedLinear(kernel, problem, module, 5)).toEqual(linearPlainly(problem));
  });

  it('makes nothing but the bias of a row of zeros', async () => {
    const problem = { ...wholeNumbers(kernel, 78, 3, 24, 64), rowScales: Float32Array.of(1, 0, 1) };
    expect(await roundedLinear(kernel, problem, module)).toEqual(linearPlainly(problem));
  });
});
