/** The right ends of the scales on which heads stand: shares of the weight, bits of entropy, tokens of distance. */
export const scaleEnds = { share: 1, entropy: 5, distance: 14 } as const;
