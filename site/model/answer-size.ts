import { type OutputShape, outputShapes } from '../../shared/engine/outputs.ts';
import { bertBaseSizes } from './bert-base.ts';
import { fitsOneAnswer, inAnswers } from './in-answers.ts';

const shapes = outputShapes(bertBaseSizes, { maskedLm: true, pooler: true });

export type FloatName = 'f32' | 'f16';
const bytesOfFloat: Readonly<Record<FloatName, number>> = { f32: 4, f16: 2 };

/**
 * How many numbers one tensor of `POST /v1/trace` has for `seqLen` tokens.
 * @throws Error for a name that the model does not compute
 */
export function elementsOf(name: string, seqLen: number): number {
  const shape = shapes.get(name);
  if (!shape) throw new Error(`expected a tensor of the model, found ${name}`);
  return elements(shape, seqLen);
}

function elements({ kind, size }: OutputShape, seqLen: number): number {
  const heads = bertBaseSizes.numAttentionHeads;
  const counts = {
    rows: seqLen * size,
    pairs: seqLen * seqLen,
    headRows: heads * seqLen * size,
    headPairs: heads * seqLen * seqLen,
    listedRows: seqLen * size,
    vector: size,
  };
  return counts[kind];
}

/** Bytes of the named tensors as float32. @throws as `elementsOf` */
export function tensorBytes(names: readonly string[], seqLen: number): number {
  return names.reduce((sum, name) => sum + bytesOfFloat.f32 * elementsOf(name, seqLen), 0);
}

/** One of several requests: its tensors, their float type, and the bytes of its answer. */
export interface AnswerPart {
  readonly names: readonly string[];
  readonly dtype: FloatName;
  readonly bytes: number;
}

/**
 * The fewest requests, in the order of `names`, whose answers all stay within the API's limit. A tensor that is too
 * large alone is asked for as float16. Undefined where a tensor is too large even so.
 * @param copies 2 where each tensor comes with its difference from another run
 */
export function planParts(
  names: readonly string[],
  seqLen: number,
  dtype: FloatName = 'f32',
  copies = 1,
): AnswerPart[] | undefined {
  const pieces = names.map((name) => sized(name, seqLen, dtype, copies));
  if (!pieces.every(({ bytes }) => fitsOneAnswer(bytes))) return undefined;
  return alikes(pieces).flatMap((alike) => inAnswers(alike, ({ bytes }) => bytes).map(joined));
}

/** The size of one tensor; its difference from another run is always float32. */
function sized(name: string, seqLen: number, dtype: FloatName, copies: number): AnswerPart {
  const size = copies * elementsOf(name, seqLen);
  const isHalved = copies === 1 && !fitsOneAnswer(size * bytesOfFloat[dtype]);
  const float = isHalved ? 'f16' : dtype;
  return { names: [name], dtype: float, bytes: size * bytesOfFloat[copies === 1 ? float : 'f32'] };
}

/** Neighbouring tensors of the same float type, because an answer has one. */
function alikes(pieces: readonly AnswerPart[]): AnswerPart[][] {
  const runs: AnswerPart[][] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last?.[0]?.dtype === piece.dtype) last.push(piece);
    else runs.push([piece]);
  }
  return runs;
}

function joined(parts: readonly AnswerPart[]): AnswerPart {
  return {
    names: parts.flatMap(({ names }) => names),
    dtype: parts[0]!.dtype,
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
