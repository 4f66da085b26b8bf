/** How the heads of a model are laid out. */
export interface HeadGrid {
  readonly layers: number;
  readonly heads: number;
}

/** Four digits after the point, as many as a thousand cases can tell. */
export const rounded = (value: number, digits = 4): number => Number(value.toFixed(digits));

/** Numbers of all heads, layer by layer -> [layers][heads], rounded. */
export function table(values: ArrayLike<number>, { layers, heads }: HeadGrid, digits = 4): number[][] {
  return Array.from({ length: layers }, (_, layer) =>
    Array.from({ length: heads }, (_, head) => rounded(values[layer * heads + head]!, digits)),
  );
}
