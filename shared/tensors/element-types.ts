import { float16Bits, float16Value } from './float16.ts';
import type { DtypeArrays } from './tensor.ts';

/** Element types that floats can be sent in. */
export type FloatDtype = 'F32' | 'F16' | 'U8';

/**
 * Writes floats from `at` on as the elements that `target` holds: float32 unchanged, float16 rounded to nearest even,
 * bytes as round(255 x) with x clipped to 0..1 (error at most 1/510 for probabilities).
 */
export function convertInto(target: DtypeArrays[FloatDtype], at: number, values: Float32Array): void {
  if (target instanceof Float32Array) {
    target.set(values, at);
    return;
  }
  const convert = target instanceof Uint16Array ? float16Bits : byteOfProbability;
  for (let i = 0; i < values.length; i++) target[at + i] = convert(values[i]);
}

function byteOfProbability(value: number): number {
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}

/** The number that element stands for: float16 bits are decoded, everything else is its own value. */
export function elementValue(dtype: keyof DtypeArrays, element: number): number {
  return dtype === 'F16' ? float16Value(element) : element;
}
