/** Kinds of what was ever added to a token's vector: of 147 sources at most, five. */
export const sourceKinds = ['word', 'position', 'head', 'feed_forward', 'constant'] as const;
export type Kind = (typeof sourceKinds)[number];

/** How many sources of a kind are named; the others are one number. */
const mostNamed = 3;

/** What one source has to do with all sources of a kind on the other side. */
export type Share = readonly [source: number, value: number];

/** Two kinds: what the sources of one kind at the query and of another at the key contribute together. */
export interface Cell {
  readonly value: number;
  /** The largest by the query's source, and by the key's; the rest is `value` less these. */
  readonly ofQuery: readonly Share[];
  readonly ofKey: readonly Share[];
}

/** [kinds][kinds], the query's kind first; all cells add up to what all terms add up to. */
export type KindTable = readonly (readonly Cell[])[];

/**
 * The kind of a source that `POST /v1/score-attribution` names. Constant is what all tokens of a segment have alike: the
 * biases, and the vector of the segment.
 * @throws Error for a name that is none
 */
export function kindOf(source: string): Kind {
  if (source === 'word' || source === 'position') return source;
  if (source === 'bias' || source === 'token_type') return 'constant';
  if (source.startsWith('head.')) return 'head';
  if (source.startsWith('feed_forward.')) return 'feed_forward';
  throw new Error(`expected the name of a source, found ${source}`);
}

/** The sources of each kind by their places, [kinds]; none of heads and feed-forward networks in the first layer. */
export function sourcesOfKinds(sources: readonly string[]): number[][] {
  return sourceKinds.map((kind) => sources.flatMap((source, at) => (kindOf(source) === kind ? [at] : [])));
}

/** @param terms [sources, sources], the query's source first */
export function kindTable(sources: readonly string[], terms: Float32Array): KindTable {
  const size = sources.length;
  const places = sourcesOfKinds(sources);
  const term = (query: number, key: number) => terms[query * size + key]!;
  return places.map((queries) =>
    places.map((keys) => ({
      value: plain(sum(queries.flatMap((query) => keys.map((key) => term(query, key))))),
      ofQuery: largest(queries.map((query) => [query, sum(keys.map((key) => term(query, key)))])),
      ofKey: largest(keys.map((key) => [key, sum(queries.map((query) => term(query, key)))])),
    })),
  );
}

function largest(shares: readonly Share[]): Share[] {
  const sorted = shares.toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  return sorted.slice(0, mostNamed).map(([source, value]) => [source, plain(value)]);
}

/** As many digits as a float32 has, so that the page's HTML stays small. */
function plain(value: number): number {
  return Number(value.toPrecision(9));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
