import { z } from 'zod';
import type { FloatDtype } from '../tensors/element-types.ts';

/** Element types as requests spell them. */
export const dtypes = ['f32', 'f16', 'u8'] as const;
export type WireDtype = (typeof dtypes)[number];

export const tensorDtype = { f32: 'F32', f16: 'F16', u8: 'U8' } as const satisfies Record<WireDtype, FloatDtype>;

export const dtype = z
  .enum(dtypes)
  .default('f32')
  .meta({
    description:
      'Type of the numbers that are sent: `u8` is round(255 p), for `none`, `mean` and `max` only. JSON holds them as decimals.',
    examples: ['f32'],
  });

/** Sizes of an answer's dimensions. */
export const shape = z
  .array(z.int().meta({ description: 'Size of one dimension.', minimum: 0 }))
  .meta({ description: 'Size of each dimension, the outermost first.', examples: [[1, 1, 6, 6]] });

/** Nested to the depth of the shape; 6 significant digits. */
export const nestedNumbers = z.array(z.unknown()).meta({
  description: 'Numbers nested as deep as the shape, 6 significant digits.',
});
