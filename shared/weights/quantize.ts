import { float16Bits, float16Value } from '../tensors/float16.ts';
import { groupCount } from './packing.ts';
import { groupColumns } from './weight-format.ts';

/** w[row, column] = scale[row, column / 64] * value[row, column] */
export interface QuantizedMatrix {
  /** [rows, columns], -2^(bits-1) to 2^(bits-1) - 1 */
  readonly values: Int8Array;
  /** float16 bits, [rows, columns / 64] */
  readonly scales: Uint16Array;
}

export type Bits = 6 | 8;

/** How far a candidate scale may lie from max|w| / (2^(bits-1) - 1): a little clipping can pay, more room rarely does. */
const candidateRange: Readonly<Record<Bits, readonly [number, number]>> = { 6: [0.8, 1.1], 8: [0.8, 1.02] };
const candidates = 14;

/**
 * Per row and group of 64 columns the scale s and integers q with the least sum(i (w - s q)^2), where i is the
 * importance of the column: the mean square of what it will be multiplied with, 1 where nothing is known.
 *
 * Of 14 candidate scales each is rounded to (q = round(w / s), clipped), refitted by least squares
 * (s = sum(i w q) / sum(i q q)), rounded to float16 and judged as it will be stored. A group of zeros has scale 0.
 *
 * @param weights [rows, columns], finite
 * @param importance [columns], positive
 * @throws Error on a wrong size, columns that are no multiple of 64, a weight or importance that is not finite
 */
export function quantizeMatrix(
  weights: Float32Array,
  rows: number,
  columns: number,
  bits: Bits,
  importance: ArrayLike<number> = new Float64Array(columns).fill(1),
): QuantizedMatrix {
  const groups = groupCount(columns);
  checkSizes(weights, rows, columns, importance);
  const values = new Int8Array(rows * columns);
  const scales = new Uint16Array(rows * groups);
  const channelImportance = Float64Array.from(importance);
  for (let group = 0; group < scales.length; group++) {
    const from = group * groupColumns;
    const channels = channelImportance.subarray(from % columns, (from % columns) + groupColumns);
    const target = values.subarray(from, from + groupColumns);
    scales[group] = quantizeGroup(weights.subarray(from, from + groupColumns), channels, bits, target);
  }
  return { values, scales };
}

/** float32 [rows, columns] of scale * value. @throws Error when the scales do not fit the values. */
export function dequantizeMatrix({ values, scales }: QuantizedMatrix): Float32Array {
  if (values.length !== scales.length * groupColumns) {
    throw new Error(`scales: expected one for ${groupColumns} of ${values.length} values, found ${scales.length}`);
  }
  const weights = new Float32Array(values.length);
  for (let group = 0; group < scales.length; group++) {
    const scale = float16Value(scales[group]);
    const end = (group + 1) * groupColumns;
    for (let k = group * groupColumns; k < end; k++) weights[k] = scale * values[k];
  }
  return weights;
}

/** Fills `values` and returns the scale's float16 bits. */
function quantizeGroup(weights: Float32Array, importance: Float64Array, bits: Bits, values: Int8Array): number {
  const limit = 2 ** (bits - 1) - 1;
  const [least, most] = candidateRange[bits];
  const peak = maxAbs(weights);
  // Scale 0 loses sum(i w^2); losses are counted from there, so that only their difference is computed.
  let best = { divisor: Number.POSITIVE_INFINITY, scaleBits: 0, loss: 0 };
  if (peak === 0) return 0;
  for (let candidate = 0; candidate < candidates; candidate++) {
    const divisor = ((least + ((most - least) * candidate) / (candidates - 1)) * peak) / limit;
    const { scaleBits, loss } = refit(weights, importance, divisor, limit);
    if (loss < best.loss) best = { divisor, scaleBits, loss };
  }
  for (let k = 0; k < groupColumns; k++) values[k] = roundClipped(weights[k] / best.divisor, limit);
  return best.scaleBits;
}

/** loss = sum(i (w - s q)^2) - sum(i w^2) = s^2 sum(i q q) - 2 s sum(i w q) at the refitted, stored s. */
function refit(
  weights: Float32Array,
  importance: Float64Array,
  divisor: number,
  limit: number,
): { scaleBits: number; loss: number } {
  let weightValue = 0;
  let valueValue = 0;
  for (let k = 0; k < groupColumns; k++) {
    const value = roundClipped(weights[k] / divisor, limit);
    weightValue += importance[k] * weights[k] * value;
    valueValue += importance[k] * value * value;
  }
  const scaleBits = float16Bits(weightValue / valueValue);
  const scale = float16Value(scaleBits);
  if (!Number.isFinite(scale)) {
    throw new Error(`weights: expected a scale that float16 can hold, found ${weightValue / valueValue}`);
  }
  return { scaleBits, loss: scale * (scale * valueValue - 2 * weightValue) };
}

/** round(quotient), at least -limit - 1 and at most limit */
export function roundClipped(quotient: number, limit: number): number {
  return Math.max(-limit - 1, Math.min(limit, Math.round(quotient)));
}

function maxAbs(weights: Float32Array): number {
  let peak = 0;
  for (const weight of weights) {
    if (!Number.isFinite(weight)) throw new Error(`weights: expected finite numbers, found ${weight}`);
    peak = Math.max(peak, Math.abs(weight));
  }
  return peak;
}

function checkSizes(weights: Float32Array, rows: number, columns: number, importance: ArrayLike<number>): void {
  if (weights.length !== rows * columns) {
    throw new Error(`weights: expected ${rows} x ${columns} = ${rows * columns} numbers, found ${weights.length}`);
  }
  if (importance.length !== columns) {
    throw new Error(`importance: expected one number for each of ${columns} columns, found ${importance.length}`);
  }
  const wrong = Array.from(importance).find((value) => !(value > 0 && Number.isFinite(value)));
  if (wrong !== undefined) throw new Error(`importance: expected positive finite numbers, found ${wrong}`);
}
