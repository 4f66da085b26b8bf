import type { Similarity } from '../../../shared/atlas/atlas.ts';

/** From 0, nothing alike, to 9, the same rows; -1 for the head itself. */
export const likenessSteps = 10;
/** Bits at which two heads have nothing alike in this drawing; rows that share no token differ by 1. */
const farBits = 0.7;

/** How alike all heads are to one of them, [144], in steps of one scale for all pages. */
export function likenessOf({ divergence_bits }: Similarity, own: number): number[] {
  return divergence_bits[own]!.map((bits, other) => {
    if (other === own) return -1;
    return Math.min(likenessSteps - 1, Math.floor(Math.max(0, 1 - bits / farBits) * likenessSteps));
  });
}
