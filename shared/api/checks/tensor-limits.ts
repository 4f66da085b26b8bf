import { bytesPerElement } from '../../tensors/tensor.ts';
import { ApiError } from '../errors.ts';
import { dtypes, tensorDtype, type WireDtype } from '../fields/tensor-fields.ts';
import { bytesInWords, limits } from '../limits.ts';
import { json, type MediaType, npy, safetensors } from '../media-types.ts';

/** What determines the size of an answer: its tensors in `dtype`, before they are written as text. */
export interface AnswerSize {
  readonly elements: number;
  readonly dtype: WireDtype;
  readonly mediaType: MediaType;
  /** Element types that this answer may also have. */
  readonly dtypesAllowed: readonly WireDtype[];
  /** Whether a binary answer would be sent while it is computed, and so have no limit. */
  readonly isUnlimitedInBinary?: boolean;
  /** Bytes of the answer's other tensors, which are more as there are more elements. */
  readonly sparseBytes?: number;
  /**
   * Bytes that the answer keeps in memory besides its tensors. They are reserved, but do not count towards the limit.
   */
  readonly besides?: number;
}

/** A field of the request whose length multiplies the answer. */
export interface Factor {
  readonly field: string;
  readonly count: number;
  /** Elements of each item, where the items differ in size. */
  readonly elements?: readonly number[];
}

/**
 * The bytes to reserve for the answer.
 * @throws ApiError 413 naming the limit, the size, and every single change that would make the answer fit; where no
 *   single change does, two together.
 */
export function expectTensorFits(size: AnswerSize, factors: readonly Factor[]): number {
  const bytes = bytesIn(size, size.dtype);
  const limit = size.mediaType === json ? limits.jsonTensorBytes : limits.tensorBytes;
  if (bytes <= limit) return bytes + (size.besides ?? 0);
  const single = [...binary(size, bytes), ...fewer(factors, bytes, limit), ...smaller(size, limit)];
  const advice = single.length > 0 ? single : fewerTogether(factors, bytes, limit);
  const field = factors[0]?.field;
  const kind = size.mediaType === json ? 'of tensor as JSON' : 'of tensor';
  throw new ApiError(
    'tensor_too_large',
    `${field === undefined ? '' : `${field}: `}expected at most ${bytesInWords(limit)} ${kind} a response, found ${bytesInWords(bytes)}. ` +
      (advice.length > 0
        ? `Any of these would fit: ${advice.join('; ')}.`
        : 'Send a shorter text, or ask for less of it.'),
    { param: field },
  );
}

function bytesIn({ elements, sparseBytes = 0 }: AnswerSize, dtype: WireDtype): number {
  return elements * bytesPerElement[tensorDtype[dtype]] + sparseBytes;
}

function fewer(factors: readonly Factor[], bytes: number, limit: number): string[] {
  return factors.flatMap(({ field, count, elements }) => {
    if (elements !== undefined) return firstFew(field, elements, bytes, limit);
    const fitting = Math.floor((limit * count) / bytes);
    return fitting > 0 ? [`at most ${fitting} ${field} instead of ${count}`] : [];
  });
}

/** Advice to ask for the first few items only, as many as fit. */
function firstFew(field: string, elements: readonly number[], bytes: number, limit: number): string[] {
  const all = elements.reduce((sum, count) => sum + count, 0);
  let room = (limit * all) / bytes;
  const beyond = elements.findIndex((count) => {
    room -= count;
    return room < 0;
  });
  return beyond > 0 ? [`the first ${beyond} ${field} instead of ${elements.length}`] : [];
}

/** Advice to ask for one item of the first field, and for as many of the second as then fit. */
function fewerTogether([first, second]: readonly Factor[], bytes: number, limit: number): string[] {
  if (first === undefined || second === undefined) return [];
  const fitting = Math.floor((limit * first.count * second.count) / bytes);
  return fitting > 0
    ? [`1 of ${first.count} ${first.field} with at most ${fitting} of ${second.count} ${second.field}`]
    : [];
}

function smaller(size: AnswerSize, limit: number): string[] {
  return dtypes
    .filter((other) => other !== size.dtype && size.dtypesAllowed.includes(other))
    .filter((other) => bytesIn(size, other) <= limit)
    .map((other) => `"dtype": "${other}"`);
}

function binary({ mediaType, isUnlimitedInBinary = false }: AnswerSize, bytes: number): string[] {
  return mediaType === json && (isUnlimitedInBinary || bytes <= limits.tensorBytes) ? [`Accept: ${safetensors}`] : [];
}

/** @throws ApiError 406 naming what one NumPy file could not hold besides its tensor. */
export function expectOneTensor(mediaType: MediaType, lost: readonly string[]): void {
  if (mediaType !== npy || lost.length === 0) return;
  throw new ApiError(
    'not_acceptable',
    `Accept: ${npy} holds one tensor and would lose ${lost.join(', ')}. Ask without, or accept ${safetensors} or ${json}.`,
    { param: 'accept' },
  );
}
