import { float16Value } from '../../shared/tensors/float16.ts';
import { type Bits, type QuantizedMatrix, quantizeMatrix, roundClipped } from '../../shared/weights/quantize.ts';
import { groupColumns } from '../../shared/weights/weight-format.ts';
import { factorize } from './ldl.ts';

/** What rounding a linear map needs to know of the x that it gets. */
export interface ErrorFeedback {
  /** [inputs]: the mean square of each, positive. */
  readonly importance: Float32Array;
  /** [inputs]: order[k] is the input that is rounded as the k-th. */
  readonly order: Uint32Array;
  /** [inputs, inputs]: carry[k, i], i < k, is how much of the i-th error goes into the k-th weight. */
  readonly carry: Float64Array;
}

/** An input that was silent over the passages may speak in others: it counts a millionth of an average one. */
const leastImportance = 1e-6;
/** This share of the average mean square is added to every input: what few passages say of their products is noisy. */
const damping = 0.2;
/** Rows that are rounded side by side, so that `carry` is read once for all of them. */
const rowsAtOnce = 8;

/**
 * H + damping mean(diag H) I = U D Uᵀ,   carry = (U - I)ᵀ
 *
 * with the inputs in descending order of H[i, i]: the loud ones are rounded first, and what comes after makes up for
 * their errors.
 *
 * @param moment H [inputs, inputs] = mean of x xᵀ; only its upper triangle is read
 */
export function errorFeedback(moment: Float64Array): ErrorFeedback {
  const size = Math.sqrt(moment.length);
  const squares = Float64Array.from({ length: size }, (_, i) => moment[i * size + i]);
  const order = Uint32Array.from(squares.keys()).sort((a, b) => squares[b] - squares[a] || a - b);
  const factors = ordered(moment, order, damping * mean(squares));
  factorize(factors, size);
  return { importance: liftSilent(Float32Array.from(squares)), order, carry: transposed(factors, size) };
}

/**
 * q[r, k] = clip(round((w[r, k] + sum_{i<k} (w[r, i] - s q[r, i]) carry[k, i]) / s)),   inputs in the order of `feedback`
 *
 * with the scales s of `quantizeMatrix`. Each error is handed on to the weights that are still to be rounded, as far as
 * their inputs tend to move along: so the mean of ((W - s q) x)^2 over typical x gets small, though single weights may
 * lie further off than with plain rounding. This is LDLQ (Chee et al. 2023, "QuIP"), the same result as OPTQ or GPTQ
 * (Frantar et al. 2023) without an inverse.
 *
 * @param weights W [rows, columns], finite
 * @throws Error as `quantizeMatrix` does
 */
export function quantizeWithFeedback(
  weights: Float32Array,
  rows: number,
  columns: number,
  bits: Bits,
  feedback: ErrorFeedback,
): QuantizedMatrix {
  const { scales } = quantizeMatrix(weights, rows, columns, bits, feedback.importance);
  const values = new Int8Array(rows * columns);
  const errors = new Float64Array(columns * rowsAtOnce);
  const carried = new Float64Array(rowsAtOnce);
  for (let first = 0; first < rows; first += rowsAtOnce) {
    const last = Math.min(first + rowsAtOnce, rows);
    feedback.order.forEach((column, k) => {
      carriedErrors(errors, feedback.carry.subarray(k * columns, k * columns + k), carried);
      for (let row = first; row < last; row++) {
        const at = row * columns + column;
        const scale = float16Value(scales[Math.floor(at / groupColumns)]);
        values[at] = scale === 0 ? 0 : roundClipped((weights[at] + carried[row - first]) / scale, 2 ** (bits - 1) - 1);
        errors[k * rowsAtOnce + row - first] = weights[at] - scale * values[at];
      }
    });
  }
  return { values, scales };
}

/** carried[r] = sum_i errors[i, r] carry[i] for eight rows r. */
function carriedErrors(errors: Float64Array, carry: Float64Array, carried: Float64Array): void {
  let [c0, c1, c2, c3, c4, c5, c6, c7] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let i = 0, e = 0; i < carry.length; i++, e += rowsAtOnce) {
    const share = carry[i];
    c0 += share * errors[e];
    c1 += share * errors[e + 1];
    c2 += share * errors[e + 2];
    c3 += share * errors[e + 3];
    c4 += share * errors[e + 4];
    c5 += share * errors[e + 5];
    c6 += share * errors[e + 6];
    c7 += share * errors[e + 7];
  }
  carried.set([c0, c1, c2, c3, c4, c5, c6, c7]);
}

/** Upper triangle of H + damp I with rows and columns in `order`. */
function ordered(moment: Float64Array, order: Uint32Array, damp: number): Float64Array {
  const size = order.length;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      const [row, column] = [Math.min(order[i], order[j]), Math.max(order[i], order[j])];
      matrix[i * size + j] = moment[row * size + column];
    }
    matrix[i * size + i] += damp;
  }
  return matrix;
}

function transposed(matrix: Float64Array, size: number): Float64Array {
  const result = new Float64Array(matrix.length);
  for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) result[j * size + i] = matrix[i * size + j];
  return result;
}

function liftSilent(squares: Float32Array): Float32Array {
  const least = leastImportance * mean(squares);
  return squares.map((square) => Math.max(square, least));
}

function mean(numbers: Float32Array | Float64Array): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum / numbers.length;
}
