/**
 * How a converted model is written: `model.safetensors.index.json` names every tensor, its format and its shard.
 *
 * | format | bytes of a [rows, columns] matrix |
 * |---|---|
 * | f32, f16 | row-major, as safetensors has them |
 * | int8 | U8 [tiles, groups, 512]: tile = 8 rows (zero-padded), group = 64 columns; byte 16 p + 2 c + i is row c, column 2 p + i, two's complement |
 * | int6 | U8 [tiles, groups, 384]: as v + 32 in 0..63, byte 32 p + 4 c + i is row c, column 4 p + i; four times 16 bytes a b c d packed in 48 bytes: (a & 15) + 16 (b & 15), (c & 15) + 16 (d & 15), (a >> 4) + 4 (b >> 4) + 16 (c >> 4) + 64 (d >> 4) |
 *
 * Beside an int8 or int6 tensor `name` stands `name.scale`, F16 [tiles, groups, 8]: w[row, column] = scale * v.
 */
export const weightFormats = ['f32', 'f16', 'int8', 'int6'] as const;
export type WeightFormat = (typeof weightFormats)[number];

/** Rows that stand side by side in a tile: two vectors of four int32 lanes. */
export const tileRows = 8;
/** Columns that share one scale. */
export const groupColumns = 64;
/** Bytes of one group of one tile. */
export const groupBytes: Readonly<Record<'int8' | 'int6', number>> = { int8: 512, int6: 384 };

export interface TensorEntry {
  readonly format: WeightFormat;
  /** Logical shape, before padding: [rows, columns] of a matrix, [size] of a vector. */
  readonly shape: readonly number[];
  /** A tensor larger than a shard is cut between tiles into `name#0`, `name#1`, ...; absent: whole, under its own name. */
  readonly parts?: number;
}

export interface ShardEntry {
  readonly bytes: number;
  /** Of the whole file, lower-case hexadecimal: for people and deploys. */
  readonly sha256: string;
  /** CRC32C (Castagnoli) of the whole file, 8 lower-case hexadecimal digits: checked while streaming. */
  readonly crc32c: string;
}

/** Bits to which a row of activations is rounded, with one scale: 14 are two planes of 7, for which a kernel is faster. */
export type RowBits = 14 | 16;

/** `model.safetensors.index.json`: Hugging Face's two fields and two of ours. */
export interface ShardIndex {
  readonly metadata: {
    readonly total_size: number;
    /** Bits of the activations that int8 weights are multiplied by; absent: 16. */
    readonly activation_bits?: RowBits;
    readonly [key: string]: unknown;
  };
  /** Stored tensor name (parts and scales too) -> shard file name. */
  readonly weight_map: Readonly<Record<string, string>>;
  readonly tensors: Readonly<Record<string, TensorEntry>>;
  readonly shards: Readonly<Record<string, ShardEntry>>;
}
