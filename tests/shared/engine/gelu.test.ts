import { expect, it } from 'vitest';
import { gelu } from '../../../shared/bert/gelu.ts';
import { KernelBench } from './kernel-bench.ts';
import { seededRandom } from './random.ts';

async function geluOf(x: Float32Array): Promise<Float32Array> {
  const bench = await KernelBench.create();
  const at = bench.put(x);
  bench.kernels.gelu(at, x.length);
  expect(bench.brokenGuards).toBe(0);
  return bench.floats(at, x.length);
}

/** max |gelu - exact| / |x| */
async function worstError(x: Float32Array): Promise<number> {
  const found = await geluOf(x);
  const exact = gelu({ shape: [x.length], data: x }).data;
  return found.reduce((worst, value, i) => Math.max(worst, Math.abs(value - exact[i]) / Math.abs(x[i])), 0);
}

it('gelu is within 3e-7 |x| of the exact one on 200,000 numbers from -12 to 12', async () => {
  const x = Float32Array.from({ length: 200_000 }, (_, i) => -12 + (24 * (i + 0.5)) / 200_000);
  expect(await worstError(x)).toBeLessThan(3e-7);
});

it('gelu is within 3e-7 |x| of the exact one on 40,000 normally distributed numbers', async () => {
  expect(await worstError(seededRandom(3).normals(40_000))).toBeLessThan(3e-7);
});

it('gelu passes large numbers unchanged, makes large negative ones 0 and halves small ones', async () => {
  const x = Float32Array.of(5.6, 20, 3e38, 0, -5.6, -20, -3e38, 1e-20);
  const exact = Float32Array.of(5.6, 20, 3e38, 0, 0, 0, 0, 5e-21);
  expect([...(await geluOf(x))].map((value) => value + 0)).toEqual([...exact]);
});

it('gelu never gives a denormal number for a normal one of 1e-37 or more', async () => {
  const x = Float32Array.from({ length: 4000 }, (_, i) => (i % 2 ? -1 : 1) * 10 ** (-37 + i * 0.0095));
  const denormal = (value: number) => value !== 0 && Math.abs(value) < 2 ** -126;
  expect((await geluOf(x)).filter(denormal)).toHaveLength(0);
});
