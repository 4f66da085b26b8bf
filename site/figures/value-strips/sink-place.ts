import type { ReaderPlace } from '../../model/reader-place.ts';
import { firstPreset } from '../../reader/presets.ts';

/**
 * A place where `it` of the first preset gives nearly all of its weight to `[SEP]`, whose value is short. Layers and
 * heads are 0-based.
 */
export const sinkPlace: ReaderPlace = { ...firstPreset, layer: 6, head: 3 };
