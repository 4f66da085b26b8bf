import { headMetricNames } from '../../analysis/head-metrics.ts';
import type { BertConfig } from '../../bert/config.ts';
import {
  type AttentionOptions,
  attentionShape,
  attentionShapes,
  perHead,
  type Reduction,
} from '../../model/read-attention.ts';
import { bytesPerElement, elementCount } from '../../tensors/tensor.ts';
import { byteLength } from '../../tensors/tensor-pieces.ts';
import type { Token } from '../../tokenizer/token.ts';
import { expectTensorFits, type Factor } from '../checks/tensor-limits.ts';
import { dtypes, type WireDtype } from '../fields/tensor-fields.ts';
import { bytesPassedAtOnce, limits } from '../limits.ts';
import { listedBytes } from '../listed-bytes.ts';
import { json, type MediaType, safetensors } from '../media-types.ts';
import type { NamedHeads } from './plan.ts';

/**
 * Whether u8 can hold these numbers: they are from 0 to 1, and nothing is computed from them that would multiply the
 * rounding error.
 */
export function inBytes(reduce: Reduction): boolean {
  return reduce === 'none' || reduce === 'mean' || reduce === 'max';
}

/**
 * Bytes to reserve for an answer that is computed whole.
 * @throws ApiError 413 where it is larger than an answer may be.
 */
export function answerBytes(
  options: AttentionOptions,
  named: NamedHeads,
  tokens: readonly Token[],
  dtype: WireDtype,
  mediaType: MediaType,
): number {
  const { places, words, metrics, reduce } = options;
  const elements = elementCount(attentionShape(options, tokens.length));
  const heads = elementCount(places.shape);
  const metricBytes = metrics ? headMetricNames.length * heads * bytesPerElement.F32 : 0;
  const dtypesAllowed = inBytes(reduce) ? dtypes : dtypes.filter((name) => name !== 'u8');
  const size = {
    elements,
    dtype,
    mediaType,
    dtypesAllowed,
    sparseBytes: sparseBytes(options, tokens.length),
    isUnlimitedInBinary: passesOn(options, named, tokens.length, safetensors),
  };
  return expectTensorFits({ ...size, besides: listedBytes(tokens, words) + metricBytes }, factorsOf(named, reduce));
}

function factorsOf(named: NamedHeads, reduce: Reduction): Factor[] {
  if ('pairs' in named) return [{ field: 'pairs', count: named.pairs.length }];
  const heads = perHead(reduce) ? [{ field: 'heads', count: named.heads.length }] : [];
  return [{ field: 'layers', count: named.layers.length }, ...heads];
}

/** What a sparse answer holds besides its weights: `indices` and `rest`. */
function sparseBytes(options: AttentionOptions, tokens: number): number {
  const { indices, rest } = attentionShapes(options, tokens);
  return indices && rest ? byteLength(indices) + byteLength(rest) : 0;
}

/** Bytes of one matrix of the answer. */
function matrixBytes(options: AttentionOptions, tokens: number): number {
  return elementCount(attentionShape(options, tokens).slice(-2)) * bytesPerElement[options.dtype];
}

/**
 * Whether the answer is sent while the model computes it: where it is too large to wait as a whole, and comes in the
 * order in which it is computed.
 */
export function passesOn(options: AttentionOptions, named: NamedHeads, tokens: number, mediaType: MediaType): boolean {
  const bytes = elementCount(attentionShape(options, tokens)) * bytesPerElement[options.dtype];
  if (mediaType === json || bytes <= limits.tensorBytes || options.sparsity || options.metrics) return false;
  if ('pairs' in named) return isRising(named.pairs.map(([layer, head]) => layer * 100 + head));
  return isRising(named.layers) && isRising(named.heads);
}

function isRising(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || numbers[index - 1]! < number);
}

/** How many matrices are sent at once: at least one, and no more than a mebibyte. */
export function matricesAtOnce(options: AttentionOptions, tokens: number): number {
  return Math.max(1, Math.floor(bytesPassedAtOnce / matrixBytes(options, tokens)));
}

/** Bytes to reserve for an answer that is sent while it is computed. */
export function passingBytes(options: AttentionOptions, tokens: readonly Token[]): number {
  const { length } = tokens;
  return matricesAtOnce(options, length) * matrixBytes(options, length) + listedBytes(tokens, options.words);
}

/** Most matrices [n, n] that a reduction holds: the head that is read, what heads are folded into, and rollout's two. */
const squares: Readonly<Record<Reduction, number>> = { none: 1, norm: 2, mean: 2, max: 2, rollout: 4 };

/** Bytes of float32 that a pass holds while it waits for its reader: its hidden states, and some matrices. */
export function heldBytes({ reduce }: AttentionOptions, tokens: number, { hiddenSize }: BertConfig): number {
  return 4 * (tokens * hiddenSize + squares[reduce] * tokens ** 2);
}
