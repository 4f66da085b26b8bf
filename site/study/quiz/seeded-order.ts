import { type Random, seededRandom, shuffled as shuffledBy } from '../random.ts';

/** The items in an order that the seed alone decides. */
export function shuffled<Item>(items: readonly Item[], seed: string): Item[] {
  return shuffledBy(items, randomOf(seed));
}

/** A seed that is easy to read and to type: six letters and digits. */
export function newSeed(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => (byte % 36).toString(36)).join('');
}

/** Seeded with the FNV-1a hash of the text. */
function randomOf(seed: string): Random {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(seed)) hash = Math.imul(hash ^ byte, 0x01000193);
  return seededRandom(hash);
}
