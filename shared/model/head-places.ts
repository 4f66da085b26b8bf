/** Which heads an answer holds, and where. */
export interface HeadPlaces {
  /** [layers, heads], or [pairs]. */
  readonly shape: readonly number[];
  /** The layers that they are in, each once, rising. */
  readonly layers: readonly number[];
  /** Where the matrix of this head stands; undefined where it is not asked for. */
  placeOf(layer: number, head: number): number | undefined;
}

/** A layer and one of its heads, both 0-based. */
export type HeadPair = readonly [layer: number, head: number];

/** These heads of each of these layers, [layers, heads] in the order given. */
export function gridOfHeads(layers: readonly number[], heads: readonly number[]): HeadPlaces {
  const pairs = layers.flatMap((layer) => heads.map((head): HeadPair => [layer, head]));
  return { ...pairedHeads(pairs), shape: [layers.length, heads.length] };
}

/** Single heads, [pairs] in the order given, each once. */
export function pairedHeads(pairs: readonly HeadPair[]): HeadPlaces {
  const places = new Map(pairs.map(([layer, head], place) => [`${layer}-${head}`, place]));
  const layers = [...new Set(pairs.map(([layer]) => layer))].sort((a, b) => a - b);
  return { shape: [pairs.length], layers, placeOf: (layer, head) => places.get(`${layer}-${head}`) };
}
