import { expect, it } from 'vitest';
import { KernelBench } from './kernel-bench.ts';
import { seededRandom } from './random.ts';

it.each([4, 12, 64, 1000])(
  'addRows adds %i numbers exactly as float32 does, and touches nothing else',
  async (count) => {
    const random = seededRandom(count);
    const [x, y] = [random.normals(count, 3), random.normals(count, 1e-4)];
    const bench = await KernelBench.create();
    const [xAt, yAt] = [bench.put(x), bench.put(y)];
    bench.kernels.addRows(xAt, yAt, count);
    expect(bench.floats(xAt, count)).toEqual(x.map((value, i) => value + y[i]));
    expect(bench.floats(yAt, count)).toEqual(y);
    expect(bench.brokenGuards).toBe(0);
  },
);
