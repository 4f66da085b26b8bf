import { expect, it } from 'vitest';
import { expectClose } from '../../expect-close.ts';
import { KernelBench } from './kernel-bench.ts';
import { type Random, seededRandom } from './random.ts';

/** Rows of `keys` numbers, dense. The kernel's rows are padded to 8 with NaN and must end with zeros there. */
async function softmaxOf(scores: Float32Array, keys: number): Promise<Float32Array> {
  const rows = scores.length / keys;
  const paddedKeys = Math.ceil(keys / 8) * 8;
  const padded = new Float32Array(rows * paddedKeys).fill(Number.NaN);
  for (let row = 0; row < rows; row++) padded.set(scores.subarray(row * keys, (row + 1) * keys), row * paddedKeys);
  const bench = await KernelBench.create(1 << 17);
  const at = bench.put(padded);
  bench.kernels.softmax(at, rows, keys, paddedKeys);
  const found = bench.floats(at, padded.length);
  expect(bench.brokenGuards).toBe(0);
  expect(found.filter((_, i) => i % paddedKeys >= keys).every((weight) => weight === 0)).toBe(true);
  return found.filter((_, i) => i % paddedKeys < keys);
}

/** One row in double precision. */
function softmaxPlainly(scores: Float32Array): Float64Array {
  const largest = scores.reduce((a, b) => Math.max(a, b));
  const exponentials = Float64Array.from(scores, (score) => Math.exp(score - largest));
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((exponential) => exponential / sum);
}

/** `rows` rows of 1 to 512 scores: flat and peaked ones, near 0 and far from it. */
async function eachRandomRow(
  random: Random,
  rows: number,
  check: (found: Float32Array, exact: Float64Array) => void,
): Promise<void> {
  for (let row = 0; row < rows; row++) {
    const deviation = [0.1, 1, 3, 10, 40][row % 5];
    const centre = [0, 0, 1e4, -1e4][row % 4];
    const scores = random.normals(random.integer(1, 512), deviation).map((score) => score + centre);
    check(await softmaxOf(scores, scores.length), softmaxPlainly(scores));
  }
}

it('softmax is within 7e-7 of double precision on 400 random rows', async () => {
  await eachRandomRow(seededRandom(11), 400, (found, exact) => expectClose(found, exact, 7e-7));
});

it('softmax is within a relative 8e-6 of double precision wherever a weight is over 1e-30', async () => {
  await eachRandomRow(seededRandom(12), 400, (found, exact) => {
    const errors = Array.from(exact, (weight, i) => (weight > 1e-30 ? Math.abs(found[i] - weight) / weight : 0));
    expect(Math.max(...errors)).toBeLessThan(8e-6);
  });
});

it('rows of softmax sum to 1 within 7e-7', async () => {
  await eachRandomRow(seededRandom(13), 400, (found) => {
    expect(Math.abs(found.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(7e-7);
  });
});

it('softmax works row by row: neither order nor neighbours change a bit', async () => {
  const rows = [5, 6, 7].map((seed) => seededRandom(seed).normals(13, 4));
  const together = await softmaxOf(Float32Array.from(rows.flatMap((row) => [...row])), 13);
  for (const [i, row] of rows.entries()) expect(together.slice(i * 13, i * 13 + 13)).toEqual(await softmaxOf(row, 13));
});

it('softmax flushes tails to 0: in rows of 512 no weight is ever denormal', async () => {
  for (let top = 1; top <= 401; top += 100) {
    const scores = Float32Array.from({ length: 512 }, (_, i) => (i < top ? 0 : -70 - ((i - top) % 200) / 8));
    const found = await softmaxOf(scores, 512);
    expect(found.filter((weight) => weight > 0 && weight < 2 ** -126)).toHaveLength(0);
    expect(found.slice(top).some((weight) => weight > 0)).toBe(true);
    expect(found[Math.min(top + 100, 511)]).toBe(0);
  }
});

it('softmax takes scores of any size: 1e37 apart, all equal, one alone', async () => {
  expect([...(await softmaxOf(Float32Array.of(1e37, -1e37, 1e37, 0), 4))]).toEqual([0.5, 0, 0.5, 0]);
  expect([...(await softmaxOf(new Float32Array(4).fill(-3e4), 4))]).toEqual([0.25, 0.25, 0.25, 0.25]);
  expect([...(await softmaxOf(Float32Array.of(-17), 1))]).toEqual([1]);
});
