/** One product as a bar between two heights: those of the sum before it and of the sum with it. */
export interface Bar {
  readonly from: number;
  readonly to: number;
}

/** Of the whole fall, how long one product takes; the rest is the wait for those before it. */
const own = 0.25;

/**
 * The products at one moment of their fall, 0..1: at 0 each stands on the zero line, at 1 each on the sum of those before
 * it. They leave one after the other, from the left.
 */
export function fallingBars(products: readonly number[], moment: number): Bar[] {
  let sum = 0;
  return products.map((product, index) => {
    const from = sum * fallen(index, products.length, moment);
    sum += product;
    return { from, to: from + product };
  });
}

/** How much of its way the product at `index` has gone, 0..1. */
function fallen(index: number, count: number, moment: number): number {
  const start = (index / count) * (1 - own);
  const part = Math.min(1, Math.max(0, (moment - start) / own));
  return part * part * (3 - 2 * part);
}

/** Heights between which all bars are, at any moment. */
export function reach(products: readonly number[]): Bar {
  const bars = [...fallingBars(products, 0), ...fallingBars(products, 1)];
  return {
    from: Math.min(0, ...bars.map(({ from, to }) => Math.min(from, to))),
    to: Math.max(0, ...bars.map(({ from, to }) => Math.max(from, to))),
  };
}
