import { float16Bits, float16Value } from './float16.ts';
import type { DtypeArrays } from './tensor.ts';

/** Element types that floats can be sent in. */
export type FloatDtype = 'F32' | 'F16' | 'U8';

/**
 * Floats as another element type: F32 unchanged, F16 rounded to nearest even, U8 round(255 x) with x clipped to 0..1
 * (error at most 1/510 for probabilities).
 */
export function convertFloats(values: Float32Array, dtype: FloatDtype): DtypeArrays[FloatDtype] {
  if (dtype === 'F32') return values;
  if (dtype === 'F16') return Uint16Array.from(values, float16Bits);
  return Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
}

/** The number that element stands for: float16 bits are decoded, everything else is its own value. */
export function elementValue(dtype: keyof DtypeArrays, element: number): number {
  return dtype === 'F16' ? float16Value(element) : element;
}
