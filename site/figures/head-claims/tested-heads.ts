/** A head that is tested on the reader's sentence. Layers and heads are 0-based. */
export interface TestedHead {
  readonly id: string;
  readonly layer: number;
  readonly head: number;
  /** `from`: a word's guess is the word to which it gives most weight; `to`: the word that gives it most. */
  readonly direction: 'from' | 'to';
}

/** What is computed for the claims of `claims.ts`, in their order; what they say is on the page alone. */
export const testedHeads: readonly TestedHead[] = [
  { id: 'coreference', layer: 4, head: 3, direction: 'from' },
  { id: 'det', layer: 7, head: 10, direction: 'from' },
  { id: 'dobj', layer: 7, head: 9, direction: 'from' },
  { id: 'pobj', layer: 8, head: 5, direction: 'to' },
  { id: 'poss', layer: 6, head: 5, direction: 'from' },
  { id: 'auxpass', layer: 3, head: 9, direction: 'from' },
];
