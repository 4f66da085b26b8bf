/** Gives the next number of a seeded sequence, from 0 up to 1. */
export type Random = () => number;

/** The same seed gives the same sequence everywhere: mulberry32 of Tommy Ettinger, public domain. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 up to `count`, exclusive. */
export function below(count: number, random: Random): number {
  return Math.floor(random() * count);
}

/** The items in a random order, each order equally likely: the Fisher-Yates shuffle. */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = below(last + 1, random);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}
