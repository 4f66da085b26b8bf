import type { Dtype } from '../tensors/tensor.ts';
import type { Region } from './memory-plan.ts';

/** Eight bits of float32's exponent, five of float16's: all set in infinities and NaN. */
const exponents = { F32: 0x7f800000, F16: 0x7c00 } as const;

/**
 * Index of the first number in the region that is infinite or not a number, -1 where all are finite: one of them would
 * make every answer NaN. Whole numbers always are.
 */
export function firstNotFinite(memory: ArrayBufferLike, { address, bytes }: Region, dtype: Dtype): number {
  if (dtype !== 'F32' && dtype !== 'F16') return -1;
  const bits =
    dtype === 'F32' ? new Uint32Array(memory, address, bytes / 4) : new Uint16Array(memory, address, bytes / 2);
  const exponent = exponents[dtype];
  for (let i = 0; i < bits.length; i++) if ((bits[i] & exponent) === exponent) return i;
  return -1;
}
