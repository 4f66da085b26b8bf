import { bertBaseSizes } from './bert-base.ts';

/** What the reader looks at. Layers and heads are 0-based here and 1-based in the fragment, as on screen. */
export interface ReaderPlace {
  readonly text: string;
  /** Second segment; empty: none. */
  readonly pair: string;
  readonly layer: number;
  readonly head: number;
  /** Index of the token whose row is shown. */
  readonly token: number;
}

export const lenses = ['weight', 'norm', 'rollout', 'mixing'] as const;

/**
 * What is read off the attention. Per head: the weight itself, or `norm`, the weight times the length of the vector that
 * it weights. Per layer: `rollout` to the inputs, or `mixing`, the share of others in the attention block's output.
 */
export type Lens = (typeof lenses)[number];

/** How the reader wants it shown. */
export interface Reading {
  readonly lens: Lens;
  /** Pieces of a word as one: columns summed, rows averaged. */
  readonly words: boolean;
  /** Special tokens out of sight, their part shown as one number; nothing is renormalised. */
  readonly fold: boolean;
}

export const plainReading: Reading = { lens: 'weight', words: false, fold: false };

/** Layers, and heads in each layer, of bert-base-uncased. */
export const layerCount = bertBaseSizes.numHiddenLayers;
export const headCount = bertBaseSizes.numAttentionHeads;
