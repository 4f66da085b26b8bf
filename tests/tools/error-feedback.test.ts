import { describe, expect, test } from 'vitest';
import { float16Value } from '../../shared/tensors/float16.ts';
import { type Bits, dequantizeMatrix, type QuantizedMatrix, quantizeMatrix } from '../../shared/weights/quantize.ts';
import { errorFeedback, quantizeWithFeedback } from '../../tools/convert/error-feedback.ts';
import { correlatedInputs, momentOf, randomNumbers } from './random.ts';

const [rows, columns] = [19, 128];
const weights = Float32Array.from(randomNumbers(rows * columns, 5), (value) => value ** 3);
const moment = momentOf(correlatedInputs(400, columns), columns);

function scaleOf({ scales }: QuantizedMatrix, at: number): number {
  return float16Value(scales[Math.floor(at / 64)]);
}

function rounded(target: number, scale: number, bits: Bits): number {
  return Math.max(-(2 ** (bits - 1)), Math.min(2 ** (bits - 1) - 1, Math.round(target / scale)));
}

/** tr((W - W') H (W - W')ᵀ): the mean squared error of the map's outputs, summed over them. */
function outputError(restored: Float32Array): number {
  let sum = 0;
  for (let r = 0; r < rows; r++) {
    const error = weights.subarray(r * columns, (r + 1) * columns).map((w, i) => w - restored[r * columns + i]);
    error.forEach((a, i) => {
      error.forEach((b, j) => {
        sum += a * moment[i * columns + j] * b;
      });
    });
  }
  return sum;
}

/** Gauss-Jordan elimination without pivoting, which a positive definite matrix does not need. */
function inverse(matrix: readonly number[][]): number[][] {
  const size = matrix.length;
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < size; k++) {
    work[k] = work[k].map((value) => value / work[k][k]);
    for (let i = 0; i < size; i++) {
      if (i !== k) work[i] = work[i].map((value, j) => value - work[i][k] * work[k][j]);
    }
  }
  return work.map((row) => row.slice(size));
}

/**
 * OPTQ as its authors write it: round w_k, take (w_k - q_k) / Hinv[k, k] times row k of the inverse off the weights that
 * are left, and k out of the inverse.
 */
function textbookValues(bits: Bits, { scales }: QuantizedMatrix): Int8Array {
  const squares = Array.from({ length: columns }, (_, i) => moment[i * columns + i]);
  const damp = 0.2 * (squares.reduce((a, b) => a + b) / columns);
  const order = [...squares.keys()].sort((a, b) => squares[b] - squares[a] || a - b);
  const damped = order.map((i) => order.map((j) => moment[i * columns + j] + (i === j ? damp : 0)));
  const left = Array.from({ length: rows }, (_, r) => order.map((i) => weights[r * columns + i]));
  const values = new Int8Array(rows * columns);
  let inverted = inverse(damped);
  for (let k = 0; k < columns; k++) {
    const pivot = inverted[k];
    for (const [r, row] of left.entries()) {
      const at = r * columns + order[k];
      const scale = float16Value(scales[Math.floor(at / 64)]);
      values[at] = rounded(row[k], scale, bits);
      const error = (row[k] - scale * values[at]) / pivot[k];
      for (let j = k; j < columns; j++) row[j] -= error * pivot[j];
    }
    inverted = inverted.map((row, i) => (i > k ? row.map((value, j) => value - (row[k] * pivot[j]) / pivot[k]) : row));
  }
  return values;
}

describe.each([6, 8] as const)('%i bits', (bits) => {
  const feedback = errorFeedback(moment);
  const quantized = quantizeWithFeedback(weights, rows, columns, bits, feedback);

  test('the scales are those of plain rounding with the mean squares as importance', () => {
    const squares = Float32Array.from({ length: columns }, (_, i) => moment[i * columns + i]);
    expect(quantized.scales).toEqual(quantizeMatrix(weights, rows, columns, bits, squares).scales);
  });

  test('the values are those of OPTQ, written plainly with the inverse', () => {
    expect(quantized.values).toEqual(textbookValues(bits, quantized));
  });

  test('the outputs are less than half as far off as with plain rounding', () => {
    const plain = dequantizeMatrix(quantizeMatrix(weights, rows, columns, bits, feedback.importance));
    expect(outputError(dequantizeMatrix(quantized))).toBeLessThan(0.5 * outputError(plain));
  });

  test('inputs that do not move along get plain rounding, to the integer', () => {
    const diagonal = moment.map((value, k) => (k % (columns + 1) === 0 ? value : 0));
    const alone = quantizeWithFeedback(weights, rows, columns, bits, errorFeedback(diagonal));
    expect([...alone.values]).toEqual([...weights].map((w, at) => rounded(w, scaleOf(alone, at), bits) + 0));
  });

  test('a group of zeros has scale 0 and values 0, whatever errors come from the other group', () => {
    const halfZero = weights.map((w, k) => (k % columns < 64 ? w : 0));
    const { values, scales } = quantizeWithFeedback(halfZero, rows, columns, bits, feedback);
    expect(scales.filter((_, group) => group % 2 === 1)).toEqual(new Uint16Array(rows));
    expect(values.filter((value, k) => k % columns >= 64 && value !== 0)).toHaveLength(0);
  });
});

test('the loud inputs come first, equally loud ones as they stand; a silent one counts a millionth of the average', () => {
  const diagonal = [2, 0, 4, 2];
  const moments = Float64Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? diagonal[k / 5] : 0));
  const { order, importance } = errorFeedback(moments);
  expect([...order]).toEqual([2, 0, 3, 1]);
  expect([...importance]).toEqual([2, Math.fround(2e-6), 4, 2]);
});
