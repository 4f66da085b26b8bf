/** `more` and `less` are strong and pale, `lost` is hatched, `none` is empty. */
export type BarKind = 'more' | 'less' | 'lost' | 'none';

/** A concept and the parts of its bar, which may lie over each other; later ones on top. */
export interface ConceptRow {
  /** Id of the concept. */
  readonly concept: string;
  readonly title: string;
  /** How many cards and questions the whole bar stands for; `from` and `to` count in the same. */
  readonly all: number;
  readonly parts: readonly { readonly kind: BarKind; readonly from: number; readonly to: number }[];
}
