import { float16Bits, float16Value } from '../../../shared/tensors/float16.ts';
import type { Random } from './random.ts';

/** A linear map of activations that are rounded with one scale a row. */
export interface Problem {
  readonly rows: number;
  readonly outputs: number;
  readonly inputs: number;
  /** [rows, inputs] */
  readonly x: Int16Array;
  readonly rowScales: Float32Array;
  /** [outputs, inputs] */
  readonly values: Int8Array;
  /** float16 bits, [outputs, inputs / 64] */
  readonly scales: Uint16Array;
  readonly bias: Float32Array;
}

/**
 * The kernel's arithmetic on plain integers: exact sums over 64 inputs; each becomes float32, is scaled and added in
 * float32; then the row's scale and the bias.
 */
export function linearPlainly({ rows, outputs, inputs, x, rowScales, values, scales, bias }: Problem): Float32Array {
  const y = new Float32Array(rows * outputs);
  for (let row = 0; row < rows; row++) {
    for (let output = 0; output < outputs; output++) {
      let sum = 0;
      for (let group = 0; group < inputs / 64; group++) {
        let exact = 0;
        for (let i = group * 64; i < (group + 1) * 64; i++) exact += x[row * inputs + i] * values[output * inputs + i];
        const scale = float16Value(scales[(output * inputs) / 64 + group]);
        sum = Math.fround(sum + Math.fround(Math.fround(exact) * scale));
      }
      y[row * outputs + output] = Math.fround(sum * rowScales[row]) + bias[output];
    }
  }
  return y;
}

/** Weights from -limit to limit - 1, activations from -range to range. */
export function randomProblem(
  random: Random,
  rows: number,
  outputs: number,
  inputs: number,
  limit: number,
  range = 32_767,
): Problem {
  const scales = random.normals((outputs * inputs) / 64, 1e-3);
  return {
    rows,
    outputs,
    inputs,
    x: Int16Array.from(random.integers(rows * inputs, -range, range)),
    rowScales: random.normals(rows, 1e-4).map(Math.abs),
    values: Int8Array.from(random.integers(outputs * inputs, -limit, limit - 1)),
    scales: Uint16Array.from(scales, (scale) => float16Bits(Math.abs(scale))),
    bias: random.normals(outputs),
  };
}
