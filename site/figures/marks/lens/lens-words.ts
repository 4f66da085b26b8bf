import type { AttentionLens } from '../../../model/attention-trace.ts';

interface LensWords {
  /** The text on its switch. */
  readonly label: string;
  readonly scope: 'per head' | 'per layer';
  /** What one number of the lens is. */
  readonly quantity: string;
  /** What a row of the matrix says, and its sum. */
  readonly rows: string;
  /** The lens's rule for the page; asterisks mark emphasis. */
  readonly rule: string;
}

export const lensWords: Readonly<Record<AttentionLens, LensWords>> = {
  weight: {
    label: 'Weight',
    scope: 'per head',
    quantity: 'weight',
    rows: 'A row says how one token spreads its attention. The weights of a row are positive and sum to 1: a token that finds nothing useful still has to spend all of it somewhere.',
    rule: 'The attention weight itself. Each row sums to 1.',
  },
  norm: {
    label: 'Norm',
    scope: 'per head',
    quantity: 'length',
    rows: 'A row says how long each vector is that arrives at one token. These are lengths, not shares: a row sums to more where longer vectors arrive, and the weight that rests on a short one hardly counts.',
    rule: 'Each weight times the length of the vector that it weights, the value after the output projection: how much of the token arrives. Rows sum to what they sum to.',
  },
  rollout: {
    label: 'Rollout',
    scope: 'per layer',
    quantity: 'rollout',
    rows: 'A row says from which tokens of the input one token of this layer is made, as far as attention alone tells. The shares of a row are positive and sum to 1.',
    rule: 'From each layer back to the input: half of a token is taken to be its own, half its mean attention over the heads, multiplied through the layers. Each row sums to 1.',
  },
};

export const wordsRule = 'Pieces of a word count as one: their columns are summed, their rows averaged.';
export const foldRule =
  'Special tokens are out of sight. Nothing is renormalised: the bar at the end of a row is the part of it that goes to them.';
