import { z } from 'zod';
import type { FloatDtype } from '../../tensors/element-types.ts';

/** Element types as requests spell them. */
export const dtypes = ['f32', 'f16', 'u8'] as const;
export type WireDtype = (typeof dtypes)[number];

export const tensorDtype = { f32: 'F32', f16: 'F16', u8: 'U8' } as const satisfies Record<WireDtype, FloatDtype>;

export const dtypeName = z.enum(dtypes);
export const dtypeMeta = {
  description:
    'Type of the numbers that are sent: `u8` is round(255 p), for `none`, `mean` and `max` only. JSON holds them as decimals.',
  examples: ['f32'],
};

/** Sizes of an answer's dimensions. */
export const shape = z
  .array(z.int().meta({ description: 'Size of one dimension.', minimum: 0 }))
  .meta({ description: 'Size of each dimension, the outermost first.', examples: [[1, 1, 6, 6]] });

export const vector = z.array(z.number());

/** [rows, columns] */
export const matrix = z.array(vector);

/** [matrices, rows, columns] */
export const matrices = z.array(matrix);

/** [layers, heads, rows, columns] */
export const headMatrices = z.array(matrices);
