import type { BertConfig } from '../bert/config.ts';
import { bytesPerElement, elementCount } from '../tensors/tensor.ts';
import { type StoredTensor, storedTensors } from '../weights/stored-tensors.ts';
import { groupColumns, type TensorEntry, tileRows } from '../weights/weight-format.ts';
import { kernelBytes } from './kernels.ts';

/** A stretch of WebAssembly memory. */
export interface Region {
  readonly address: number;
  readonly bytes: number;
}

/** Where a stored tensor goes, and what it must look like. */
export interface WeightRegion extends Region, StoredTensor {}

/**
 * Where everything lives, decided once from the configuration: weights first, then working space that steps share.
 *
 * | buffer | holds, in the order of a layer |
 * |---|---|
 * | hidden | f32 [capacity, hiddenSize]: the residual stream |
 * | query | query, context, own part of mixing; a feed-forward chunk [128, intermediateSize]; logits (over key, too) |
 * | key | key, then the attention output; the feed-forward output |
 * | value | value; the masked-LM transform |
 * | quantized, rowScales, rowSums | activations of the next linear layer: int8 for int6 weights, else up to int16 |
 * | scores | transformed values of a few tokens; f32 [heads, some queries, n] for token mixing; f32 [n, n] of one head |
 * | panels | over quantized, which no linear layer reads then: f32 [headSize, n], the keys or the values of one head; f32 [hiddenSize, heads + 1] for token mixing |
 * | scratch | of each thread: one or two expanded weight tiles, their scales and sums; largest magnitudes of two rows' groups |
 */
export interface MemoryPlan {
  /** Most tokens in one pass. */
  readonly capacity: number;
  /** By stored name, in file order. */
  readonly weights: ReadonlyMap<string, WeightRegion>;
  readonly hidden: Region;
  readonly query: Region;
  readonly key: Region;
  readonly value: Region;
  readonly logits: Region;
  readonly quantized: Region;
  readonly rowScales: Region;
  /** int32, one for each row and group of inputs. */
  readonly rowSums: Region;
  readonly scores: Region;
  readonly panels: Region;
  readonly scratch: Region;
  /** f32 zeros [hiddenSize]: the bias of a layer that has none. */
  readonly zeros: Region;
  readonly bytes: number;
}

/** Rows of the feed-forward layer that are worked on at once, so that its space does not grow with the text. */
export const feedForwardRows = 128;

export const roundUp = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple;

/** Reserves every region, with scratch space for each of so many threads. Nothing is allocated after this. */
export function planMemory(
  config: BertConfig,
  tensors: Readonly<Record<string, TensorEntry>>,
  threads = 1,
): MemoryPlan {
  const { hiddenSize, intermediateSize, headSize, vocabSize } = config;
  const capacity = roundUp(config.maxPositionEmbeddings, 4);
  const rows = capacity * hiddenSize * 4;
  const reserve = reserver(kernelBytes);
  const weights = planWeights(tensors, reserve);
  const hidden = reserve(rows);
  const chunk = Math.min(capacity, feedForwardRows) * intermediateSize;
  const logits = reserve(Math.max(2 * rows, rows + chunk * 4, 4 * roundUp(vocabSize, tileRows) * 4));
  const query = { address: logits.address, bytes: logits.bytes - rows };
  const key = { address: logits.address + query.bytes, bytes: rows };
  const value = reserve(rows);
  const panelBytes =
    4 * Math.max(headSize * roundUp(capacity, tileRows), hiddenSize * roundUp(config.numAttentionHeads + 1, 8));
  const quantized = reserve(
    Math.max(
      activationBytes(capacity, hiddenSize),
      activationBytes(Math.min(capacity, feedForwardRows), intermediateSize),
      panelBytes,
    ),
  );
  const panels = { address: quantized.address, bytes: panelBytes };
  const rowScales = reserve(capacity * 4);
  const widest = Math.max(capacity * hiddenSize, Math.min(capacity, feedForwardRows) * intermediateSize);
  const rowSums = reserve((widest / groupColumns) * 4);
  const scores = reserve(Math.max(capacity * roundUp(capacity, tileRows) * 4, 2 * feedForwardRows * hiddenSize * 4));
  const scratchBytes = (Math.max(hiddenSize, intermediateSize) / groupColumns) * 1728 + 192;
  const scratch = reserve(threads * roundUp(scratchBytes, 64));
  const zeros = reserve(hiddenSize * 4);
  const bytes = reserve(0).address;
  return {
    capacity,
    weights,
    hidden,
    query,
    key,
    value,
    logits,
    quantized,
    rowScales,
    rowSums,
    scores,
    panels,
    scratch,
    zeros,
    bytes,
  };
}

/** Bytes that `quantizeGroups` needs for x [rows, size]: see kernels/quantize-groups.ts. */
export function groupBlockBytes(rows: number, size: number): number {
  return Math.ceil(rows / 2) * (16 + (size / groupColumns + 6) * 160);
}

/** Room for activations as `quantizeSixteen` writes them, two bytes each, or as `quantizeGroups` does. */
function activationBytes(rows: number, size: number): number {
  return Math.max(rows * size * 2, groupBlockBytes(rows, size));
}

type Reserve = (bytes: number) => Region;

/** Regions one after the other, each at a multiple of 64. */
function reserver(start: number): Reserve {
  let next = start;
  return (bytes) => {
    const region = { address: next, bytes };
    next = roundUp(next + bytes, 64);
    return region;
  };
}

/**
 * Every stored tensor in turn. Parts of one matrix come out side by side, since their sizes are multiples of 64.
 * Kernels read biases eight at a time: rounding up to 64 leaves zeros behind each.
 */
function planWeights(tensors: Readonly<Record<string, TensorEntry>>, reserve: Reserve): Map<string, WeightRegion> {
  const stored = Object.entries(tensors).flatMap(([name, entry]) => storedTensors(name, entry));
  return new Map(
    stored.map((tensor) => [
      tensor.name,
      { ...tensor, ...reserve(bytesPerElement[tensor.dtype] * elementCount(tensor.shape)) },
    ]),
  );
}
