import { float16Bits } from '../../shared/tensors/float16.ts';
import { groupCount, packScales, packTiles } from '../../shared/weights/packing.ts';
import { quantizeMatrix } from '../../shared/weights/quantize.ts';
import { storedTensors } from '../../shared/weights/stored-tensors.ts';
import type { BertTensor } from './bert-tensors.ts';
import { type ErrorFeedback, quantizeWithFeedback } from './error-feedback.ts';
import { storedBytes } from './shard-plan.ts';

/**
 * The data of everything that stands in the shards for one tensor, in the order of `storedTensors`.
 * @param feedback of what a linear map gets, where that is known: see `quantizeWithFeedback`
 * @throws Error naming the tensor when it holds a number that is not finite or that its format cannot hold.
 */
export function encodeTensor(tensor: BertTensor, weights: Float32Array, feedback?: ErrorFeedback): Uint8Array[] {
  try {
    return encode(tensor, weights, feedback);
  } catch (cause) {
    throw new Error(`${tensor.name}: ${(cause as Error).message}`, { cause });
  }
}

function encode(tensor: BertTensor, weights: Float32Array, feedback?: ErrorFeedback): Uint8Array[] {
  const { format, shape } = tensor;
  switch (format) {
    case 'f32':
      return [bytesOf(expectFinite(weights))];
    case 'f16':
      return [bytesOf(Uint16Array.from(expectFinite(weights), expectFloat16))];
    case 'int8':
    case 'int6': {
      const [rows, columns] = shape;
      const bits = format === 'int8' ? 8 : 6;
      const { values, scales } = feedback
        ? quantizeWithFeedback(weights, rows, columns, bits, feedback)
        : quantizeMatrix(weights, rows, columns, bits);
      const tiles = packTiles(values, rows, columns, format);
      return [...cut(tensor, tiles), bytesOf(packScales(scales, rows, groupCount(columns)))];
    }
    default:
      return format satisfies never;
  }
}

/** The parts stand one after the other in the tiles. */
function cut(tensor: BertTensor, tiles: Uint8Array): Uint8Array[] {
  const parts = storedTensors(tensor.name, tensor).slice(0, -1);
  let start = 0;
  return parts.map((part) => {
    const bytes = tiles.subarray(start, start + storedBytes(part));
    start += bytes.length;
    return bytes;
  });
}

function expectFinite(weights: Float32Array): Float32Array {
  const wrong = weights.find((weight) => !Number.isFinite(weight));
  if (wrong === undefined) return weights;
  throw new Error(`expected finite numbers, found ${wrong}`);
}

function expectFloat16(weight: number): number {
  const bits = float16Bits(weight);
  if ((bits & 0x7c00) !== 0x7c00) return bits;
  throw new Error(`expected numbers that float16 can hold, found ${weight}`);
}

function bytesOf(data: Float32Array | Uint16Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
