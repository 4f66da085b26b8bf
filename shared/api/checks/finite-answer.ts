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

/** Whether numbers of the request itself come into attention weights, which are from 0 to 1 in any other pass. */
function writesWeights({ at, set, scale, add }: WireIntervention): boolean {
  return at.startsWith('attentions.') && numbersIn([set, scale, add]).length > 0;
}

/**
 * Whether the numbers of a changed pass may leave float32, or the element type in which they are sent. What answers false is
 * certain; what answers true mostly stays inside.
 */
export function mayOverflow({ interventions }: Changes, dtype: FloatDtype): boolean {
  if (dtype === 'U8' && interventions.some(writesWeights)) return true;
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

/** What an element type holds: in float16 numbers from 65,520 on round to an infinity, and a byte is round(255 p). */
const holds: Readonly<Record<FloatDtype, (value: number) => boolean>> = {
  F32: Number.isFinite,
  F16: (value) => Math.abs(value) < 65_520,
  U8: (value) => value > -0.5 / 255 && value < 255.5 / 255,
};

/**
 * The same for numbers that are still to be written in an element type.
 * @throws ApiError 400 where it does not hold one of them.
 */
export function expectHeld(name: string, dtype: FloatDtype, values: Float32Array, changes: Changes): void {
  if (changes.interventions.length === 0) return;
  if (!values.every(holds[dtype])) throw notHeld(name, dtype);
}

const heldInWords: Readonly<Record<FloatDtype, readonly [numbers: string, advice: string]>> = {
  F32: ['finite numbers in float32', 'Set, scale or add smaller numbers.'],
  F16: [
    'finite numbers in float16, which ends at 65,504',
    'Ask for "dtype": "f32", or set, scale or add smaller numbers.',
  ],
  U8: ['numbers from 0 to 1, since u8 is round(255 p)', 'Ask for "dtype": "f32" or "f16".'],
};

function notHeld(name: string, dtype: FloatDtype): ApiError {
  const [numbers, advice] = heldInWords[dtype];
  const message = `interventions: expected changes after which ${name} has ${numbers}, found some that are not. ${advice}`;
  return new ApiError('out_of_range', message, { param: 'interventions' });
}
