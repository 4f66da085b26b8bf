/** The seed of a page whose address has none. */
export const firstSeed = 1;

const seedLimit = 2 ** 32;

/** The seed of `?seed=7`: a whole number below 2^32; `firstSeed` where there is none. */
export function readSeed(search: string): number {
  const found = new URLSearchParams(search).get('seed') ?? '';
  return /^\d{1,10}$/.test(found) && Number(found) < seedLimit ? Number(found) : firstSeed;
}

/** The address of the same page and place with another seed: `?seed=8#text=...`. */
export function withSeed(search: string, hash: string, seed: number): string {
  const fields = new URLSearchParams(search);
  fields.set('seed', String(seed));
  return `?${fields}${hash}`;
}
