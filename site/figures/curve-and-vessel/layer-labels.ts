import type { Drop } from './pouring.ts';

/** Words beside the vessel: those whose layers are thick enough for a line of text, and all others together. */
export interface LayerLabels {
  readonly each: readonly { readonly key: number; readonly middle: number }[];
  readonly others: readonly number[];
}

/** @param line height of a line of text, in parts of the vessel's height */
export function layerLabels(drops: readonly Drop[], line: number): LayerLabels {
  const each = drops.filter(({ share }) => share >= line);
  return {
    each: each.map(({ key, bottom, share }) => ({ key, middle: bottom + share / 2 })),
    others: drops.filter(({ share }) => share < line).map(({ key }) => key),
  };
}
