import { safetensorsHeader } from '../../shared/tensors/safetensors.ts';
import { bytesPerElement, elementCount } from '../../shared/tensors/tensor.ts';
import { type StoredTensor, storedTensors } from '../../shared/weights/stored-tensors.ts';
import type { BertTensor } from './bert-tensors.ts';

/** A static asset may have 25 MiB; the rest is left as room. */
export const maxShardBytes = 20 * 2 ** 20;

/** Tensors of one file, in file order. */
export type Shard = readonly StoredTensor[];

/** Cuts every tensor that is larger than a shard into as few parts as fit. */
export function cutIntoParts(tensors: readonly BertTensor[], maxBytes = maxShardBytes): BertTensor[] {
  return tensors.map((tensor) => {
    const [whole] = storedTensors(tensor.name, tensor);
    if (fits([whole], maxBytes)) return tensor;
    for (let parts = 2; parts <= whole.shape[0]; parts++) {
      const cut = { ...tensor, parts };
      if (isQuantized(tensor) && storedTensors(tensor.name, cut).every((part) => fits([part], maxBytes))) return cut;
    }
    throw new Error(`${tensor.name}: expected at most ${maxBytes} bytes, found ${storedBytes(whole)}`);
  });
}

/**
 * Fills shards one after the other, in the order of the tensors. The pooler has one of its own, so that the others are what
 * they are without it.
 */
export function planShards(tensors: readonly BertTensor[], maxBytes = maxShardBytes): Shard[] {
  const shards: StoredTensor[][] = [[]];
  for (const stored of tensors.flatMap((tensor) => storedTensors(tensor.name, tensor))) {
    const last = shards[shards.length - 1];
    const isApart = isOfPooler(stored) && !last.some(isOfPooler);
    if (last.length === 0 || (!isApart && fits([...last, stored], maxBytes))) last.push(stored);
    else shards.push([stored]);
  }
  return shards;
}

function isOfPooler({ name }: StoredTensor): boolean {
  return name.startsWith('pooler.');
}

/** `model-00001-of-00005.safetensors`, as Hugging Face counts, and `pooler.safetensors`. */
export function shardNames(shards: readonly Shard[]): string[] {
  const five = (value: number) => String(value).padStart(5, '0');
  const count = shards.filter((shard) => !shard.some(isOfPooler)).length;
  return shards.map((shard, number) =>
    shard.some(isOfPooler) ? 'pooler.safetensors' : `model-${five(number + 1)}-of-${five(count)}.safetensors`,
  );
}

/** Data bytes of a stored tensor. */
export function storedBytes({ dtype, shape }: StoredTensor): number {
  return bytesPerElement[dtype] * elementCount(shape);
}

export function shardHeader(shard: Shard): Uint8Array {
  return safetensorsHeader(shard.map((tensor) => [tensor.name, tensor]));
}

function fits(shard: Shard, maxBytes: number): boolean {
  return shard.reduce((bytes, tensor) => bytes + storedBytes(tensor), shardHeader(shard).length) <= maxBytes;
}

function isQuantized({ format }: BertTensor): boolean {
  return format === 'int8' || format === 'int6';
}
