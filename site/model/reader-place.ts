import { bertBaseSizes } from './bert-base.ts';

/** A text that the model reads, or two. */
export interface Sentence {
  readonly text: string;
  /** The second segment; empty where there is none. */
  readonly pair: string;
}

/**
 * The sentence and the part of the model that the reader looks at. Layers and heads are 0-based here, and 1-based in
 * the fragment and on screen.
 */
export interface ReaderPlace extends Sentence {
  readonly layer: number;
  readonly head: number;
  /** Index of the token whose row is shown. */
  readonly token: number;
}

export const lenses = ['weight', 'norm', 'rollout', 'mixing'] as const;

/**
 * Which numbers of attention are shown. For each head: the weight itself, or `norm`, the weight times the length of the
 * vector that it weights. For each layer: `rollout` to the inputs, or `mixing`, the share of other tokens in the output
 * of the attention block.
 */
export type Lens = (typeof lenses)[number];

/** How the reader wants attention shown. */
export interface Reading {
  readonly lens: Lens;
  /** Whether the pieces of a word are shown as one: columns summed, rows averaged. */
  readonly words: boolean;
  /** Whether special tokens are hidden, and their share is shown as one number. Nothing is renormalised. */
  readonly fold: boolean;
}

export const plainReading: Reading = { lens: 'weight', words: false, fold: false };

/** Number of layers of bert-base-uncased; below, of heads in each layer. */
export const layerCount = bertBaseSizes.numHiddenLayers;
export const headCount = bertBaseSizes.numAttentionHeads;
