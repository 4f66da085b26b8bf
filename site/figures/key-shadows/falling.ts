/** One product as a bar, between the sum before it and the sum with it. */
export interface Bar {
  readonly from: number;
  readonly to: number;
}

/** The part of the whole animation in which one product falls; each waits for those before it. */
const own = 0.25;

/**
 * The products at one moment of the animation, 0..1. At 0 each stands on the zero line, at 1 on the sum of those before
 * it. They start one after the other, from the left.
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

/** Heights between which all bars stay throughout the animation. */
export function reach(products: readonly number[]): Bar {
  const bars = [...fallingBars(products, 0), ...fallingBars(products, 1)];
  return {
    from: Math.min(0, ...bars.map(({ from, to }) => Math.min(from, to))),
    to: Math.max(0, ...bars.map(({ from, to }) => Math.max(from, to))),
  };
}
