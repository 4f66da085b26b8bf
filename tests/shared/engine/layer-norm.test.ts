import { expect, it } from 'vitest';
import { layerNorm } from '../../../shared/bert/layer-norm.ts';
import { worstDifference } from '../../expect-close.ts';
import { KernelBench } from './kernel-bench.ts';
import { type Random, seededRandom } from './random.ts';

const eps = 1e-12;

interface Problem {
  readonly size: number;
  readonly x: Float32Array;
  readonly residual: Float32Array | null;
  readonly gamma: Float32Array;
  readonly beta: Float32Array;
}

async function addLayerNorm({ size, x, residual, gamma, beta }: Problem): Promise<Float32Array> {
  const bench = await KernelBench.create();
  const [xAt, residualAt] = [bench.put(x), residual ? bench.put(residual) : 0];
  bench.kernels.addLayerNorm(xAt, residualAt, bench.put(gamma), bench.put(beta), x.length / size, size, eps);
  expect(bench.brokenGuards).toBe(0);
  if (residual) expect(bench.floats(residualAt, residual.length)).toEqual(residual);
  return bench.floats(xAt, x.length);
}

/** The reference on x + residual, which both add in float32. */
function addLayerNormPlainly({ size, x, residual, gamma, beta }: Problem): Float32Array {
  const sum = residual ? x.map((value, i) => value + residual[i]) : x;
  const affine = { weight: { shape: [size], data: gamma }, bias: { shape: [size], data: beta } };
  return layerNorm(affine, eps, { shape: [x.length / size, size], data: sum }).data;
}

function randomProblem(random: Random, rows: number, size: number, deviation: number, mean: number): Problem {
  const x = random.normals(rows * size, deviation).map((value) => value + mean);
  for (let row = 0; row < rows; row++) x[row * size + row] *= 20; // BERT has such outliers
  const gamma = random.normals(size, 0.3).map((value) => value + 1);
  return { size, x, residual: random.normals(rows * size, deviation), gamma, beta: random.normals(size, 0.3) };
}

/** Largest error over the largest number of the result. */
async function relativeError(problem: Problem): Promise<number> {
  const expected = addLayerNormPlainly(problem);
  const largest = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  return worstDifference(await addLayerNorm(problem), expected).difference / largest;
}

it.each([64, 128, 384, 768])(
  'addLayerNorm on rows of %i is within 8e-7 of its largest number from the reference',
  async (size) => {
    const random = seededRandom(size);
    for (const deviation of [0.01, 1, 30]) {
      const problem = randomProblem(random, 6, size, deviation, 0);
      expect(await relativeError(problem)).toBeLessThan(8e-7);
      expect(await relativeError({ ...problem, residual: null })).toBeLessThan(8e-7);
    }
  },
);

it('addLayerNorm does not cancel: rows 100 standard deviations from 0 stay within 1.2e-6', async () => {
  const problem = randomProblem(seededRandom(5), 6, 384, 1, 100);
  expect(await relativeError(problem)).toBeLessThan(1.2e-6);
});

it('addLayerNorm makes a constant row beta, without dividing by zero', async () => {
  const beta = seededRandom(8).normals(64);
  const problem = {
    size: 64,
    x: new Float32Array(64).fill(3),
    residual: null,
    gamma: new Float32Array(64).fill(2),
    beta,
  };
  expect(await addLayerNorm(problem)).toEqual(beta);
});
