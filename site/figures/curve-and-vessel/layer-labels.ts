import type { Drop } from './pouring.ts';

/** Labels beside the vessel: one for each layer that is thick enough for a line of text, and one for all others. */
export interface LayerLabels {
  readonly each: readonly { readonly key: number; readonly middle: number }[];
  readonly others: readonly number[];
}

/** @param line height of a line of text, as a share of the vessel's height */
export function layerLabels(drops: readonly Drop[], line: number): LayerLabels {
  const each = drops.filter(({ share }) => share >= line);
  return {
    each: each.map(({ key, bottom, share }) => ({ key, middle: bottom + share / 2 })),
    others: drops.filter(({ share }) => share < line).map(({ key }) => key),
  };
}
