import type { Dtype } from '../tensors/tensor.ts';
import { groupCount, tileCount } from './packing.ts';
import { groupBytes, type TensorEntry, tileRows } from './weight-format.ts';

/** A tensor as a shard holds it. */
export interface StoredTensor {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
}

/** Where the scales of a quantized tensor stand. */
export function scaleName(name: string): string {
  return `${name}.scale`;
}

/**
 * What the shards hold for one logical tensor, in file order: itself or its parts, then its scales.
 * Part k of P has the tiles from floor(k tiles / P) up to floor((k + 1) tiles / P).
 * @throws Error on a quantized tensor that is not a matrix with a multiple of 64 columns, on parts that cannot be.
 */
export function storedTensors(name: string, { format, shape, parts }: TensorEntry): StoredTensor[] {
  if (format === 'f32' || format === 'f16') {
    if (parts !== undefined) throw new Error(`${name}: expected no parts for ${format}, found ${parts}`);
    return [{ name, dtype: format === 'f32' ? 'F32' : 'F16', shape }];
  }
  if (shape.length !== 2) throw new Error(`${name}: expected a matrix for ${format}, found shape [${shape}]`);
  const tiles = tileCount(shape[0]);
  const groups = groupCount(shape[1]);
  if (parts !== undefined && parts > tiles) throw new Error(`${name}: expected at most ${tiles} parts, found ${parts}`);
  return [
    ...tileRanges(tiles, parts).map(
      ([from, to], part): StoredTensor => ({
        name: parts === undefined ? name : `${name}#${part}`,
        dtype: 'U8',
        shape: [to - from, groups, groupBytes[format]],
      }),
    ),
    { name: scaleName(name), dtype: 'F16', shape: [tiles, groups, tileRows] },
  ];
}

/** First and one past last tile of each part. */
function tileRanges(tiles: number, parts = 1): [from: number, to: number][] {
  const cut = (part: number) => Math.floor((part * tiles) / parts);
  return Array.from({ length: parts }, (_, part) => [cut(part), cut(part + 1)]);
}
