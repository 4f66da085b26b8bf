import type { FloatDtype } from '../../tensors/element-types.ts';
import { elementValue } from '../../tensors/element-types.ts';
import type { TensorPieces } from '../../tensors/tensor-pieces.ts';
import { ApiError } from '../errors.ts';
import type { WireIntervention } from '../fields/intervention.ts';

interface Changes {
  readonly interventions: readonly WireIntervention[];
}

/**
 * The most by which changes may multiply and still leave all numbers far inside the element type. BERT's own end at some
 * hundreds, and each layer normalizes what it is given, so float32 has room for 1e30 times more. Float16 ends at 65,504, and a
 * score is the product of two vectors that both may grow: nothing larger than 1 is sure there.
 */
const surelyHeld: Readonly<Record<FloatDtype, number>> = { F32: 1e6, F16: 1, U8: 1e6 };

/**
 * Whether the numbers of a changed pass may leave float32, or the element type in which they are sent. What answers false is
 * certain; what answers true mostly stays inside.
 */
export function mayOverflow({ interventions }: Changes, dtype: FloatDtype): boolean {
  return interventions.reduce((product, change) => product * growth(change), 1) > surelyHeld[dtype];
}

/** By how much one change may multiply what it meets; to divide by a sum in which numbers cancel knows no bound. */
function growth({ set, scale, add, renormalize }: WireIntervention): number {
  const numbers = numbersIn([set, scale, add]);
  if (renormalize && numbers.some((number) => number < 0)) return Number.POSITIVE_INFINITY;
  return numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 1);
}

function numbersIn(value: unknown): number[] {
  if (Array.isArray(value)) return value.flatMap(numbersIn);
  return typeof value === 'number' ? [value] : [];
}

/**
 * Looks through the tensors of a changed pass: JSON has no sign for what is not finite, and would say null.
 * @throws ApiError 400 naming the first tensor that has numbers which its element type does not hold.
 */
export function expectFiniteTensors(tensors: Readonly<Record<string, TensorPieces>>, changes: Changes): void {
  if (changes.interventions.length === 0) return;
  for (const [name, { dtype, pieces }] of Object.entries(tensors)) {
    if (dtype !== 'F16' && dtype !== 'F32') continue;
    const isHeld = (element: number) => Number.isFinite(elementValue(dtype, element));
    if (!pieces.every((piece) => (piece as Float32Array).every(isHeld))) throw notHeld(name, dtype);
  }
}

/** From here on numbers round to an infinity. */
const beyondFloat16 = 65_520;

/**
 * The same for numbers that are still to be written in an element type.
 * @throws ApiError 400 where it does not hold one of them.
 */
export function expectHeld(name: string, dtype: FloatDtype, values: Float32Array, changes: Changes): void {
  if (changes.interventions.length === 0 || dtype === 'U8') return;
  const isHeld = dtype === 'F16' ? (value: number) => Math.abs(value) < beyondFloat16 : Number.isFinite;
  if (!values.every(isHeld)) throw notHeld(name, dtype);
}

function notHeld(name: string, dtype: 'F16' | 'F32'): ApiError {
  const [type, advice] =
    dtype === 'F16'
      ? ['float16, which ends at 65,504', 'Ask for "dtype": "f32", or set, scale or add smaller numbers.']
      : ['float32', 'Set, scale or add smaller numbers.'];
  const message = `interventions: expected changes after which ${name} has finite numbers in ${type}, found some that are not. ${advice}`;
  return new ApiError('out_of_range', message, { param: 'interventions' });
}
