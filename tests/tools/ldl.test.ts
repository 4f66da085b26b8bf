import { expect, test } from 'vitest';
import { factorize } from '../../tools/convert/ldl.ts';
import { correlatedInputs, momentOf } from './random.ts';

/** U D Uᵀ of what `factorize` leaves: U above the diagonal, D on it. */
function reconstructed(factors: Float64Array, size: number): Float64Array {
  const u = (i: number, m: number) => (i === m ? 1 : factors[i * size + m]);
  return factors.map((_, k) => {
    const [i, j] = [Math.floor(k / size), k % size];
    let sum = 0;
    for (let m = Math.max(i, j); m < size; m++) sum += u(i, m) * factors[m * size + m] * u(j, m);
    return sum;
  });
}

// 76 is two blocks and a part of one.
test.each([4, 32, 76, 128])('U D Uᵀ is the matrix of %i columns again, within 1e-12 of its largest number', (size) => {
  const matrix = momentOf(correlatedInputs(2 * size, size), size);
  const factors = matrix.slice();
  factorize(factors, size);
  const largest = Math.max(...matrix);
  const worst = reconstructed(factors, size).reduce((most, value, k) => Math.max(most, Math.abs(value - matrix[k])), 0);
  expect(worst / largest).toBeLessThan(1e-12);
});

test('only the upper triangle is read', () => {
  const size = 64;
  const matrix = momentOf(correlatedInputs(2 * size, size), size);
  const upper = matrix.map((value, k) => (k % size < Math.floor(k / size) ? Number.NaN : value));
  factorize(matrix, size);
  factorize(upper, size);
  for (let i = 0; i < size; i++) {
    const [from, to] = [i * size + i, (i + 1) * size];
    expect(upper.subarray(from, to), `row ${i}`).toEqual(matrix.subarray(from, to));
  }
});

test.each([
  ['a negative diagonal', [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -2, 0, 0, 0, 0, 1], 'found the pivot -2 in column 2'],
  ['rows that are the same', [1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], 'found the pivot 0 in column 0'],
  ['no numbers', Array(16).fill(Number.NaN), 'found the pivot NaN in column 3'],
])('a matrix with %s is refused', (_, numbers, message) => {
  expect(() => factorize(Float64Array.from(numbers), 4)).toThrow(`expected a positive definite matrix, ${message}`);
});
