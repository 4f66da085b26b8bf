import { type KindTable, sourceKinds, sum } from './source-kinds.ts';

/** Two kinds of sources, the query's and the key's, by their places in `sourceKinds`. */
export interface Pair {
  readonly query: number;
  readonly key: number;
}

export interface Piece extends Pair {
  readonly value: number;
}

export interface Pieces {
  /** The largest in size, largest first. */
  readonly named: readonly Piece[];
  /** What all others add up to, and how many they are. */
  readonly others: number;
  readonly othersCount: number;
}

/** The pieces of a score: its largest, at most `most`, and the rest as one. They add up to all cells of the table. */
export function largestPieces(table: KindTable, most: number): Pieces {
  const all = table
    .flatMap((row, query) => row.map(({ value, ofKey, ofQuery }, key) => ({ query, key, value, ofKey, ofQuery })))
    .filter(({ ofKey, ofQuery }) => ofKey.length > 0 && ofQuery.length > 0)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  return {
    named: all.slice(0, most).map(({ query, key, value }) => ({ query, key, value })),
    others: sum(all.slice(most).map(({ value }) => value)),
    othersCount: Math.max(0, all.length - most),
  };
}

/** The kinds that a table has sources of, by their places in `sourceKinds`. */
export function presentKinds(table: KindTable): number[] {
  return sourceKinds.flatMap((_, at) => (table[at]![at]!.ofQuery.length > 0 ? [at] : []));
}

/** Part of a sentence; `of` says that it is the name of the token that asks, or of the one that answers. */
export interface Words {
  readonly text: string;
  readonly of?: 'from' | 'to';
}

const asking: readonly string[] = [
  'The word ',
  'The place of ',
  'What heads brought to ',
  'What feed-forward networks made of ',
  'What every token asks',
];
const answering: readonly string[] = [
  'the word ',
  'the place of ',
  'what heads brought to ',
  'what feed-forward networks made of ',
  'what every token offers',
];
const constant = sourceKinds.indexOf('constant');

/** “The word *it* fits what heads brought to *cat*”, or, below zero, speaks against it. */
export function pieceWords({ query, key, value }: Piece, from: string, to: string): Words[] {
  const verb = value < 0 ? ' speaks against ' : ' fits ';
  return [
    { text: asking[query]! },
    ...(query === constant ? [] : [{ text: from, of: 'from' as const }]),
    { text: verb },
    { text: answering[key]! },
    ...(key === constant ? [] : [{ text: to, of: 'to' as const }]),
  ];
}

/** A source as the page names it; layers and heads count from 1. */
export function sourceWords(source: string): string {
  const [kind, layer, head] = source.split('.');
  if (kind === 'head') return `head ${Number(head) + 1} of layer ${Number(layer) + 1}`;
  if (kind === 'feed_forward') return `feed-forward network of layer ${Number(layer) + 1}`;
  return { word: 'word', position: 'place', token_type: 'segment', bias: 'biases' }[source] ?? source;
}

/** +.34, −1.65, +2.10: two decimals and a sign; .00 has none. */
export function signedDigits(value: number): string {
  const digits = Math.abs(value).toFixed(2).replace(/^0\./, '.');
  if (Number(digits) === 0) return digits;
  return `${value < 0 ? '−' : '+'}${digits}`;
}
