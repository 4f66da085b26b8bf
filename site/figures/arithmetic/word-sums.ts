import { cosine } from '../../../shared/analysis/cosine.ts';
import { combine, nearestWords } from '../../../shared/analysis/nearest-words.ts';

/** A row of the embedding table. */
export interface WordRow {
  readonly word: string;
  readonly id: number;
}

/** A row, and the cosine between it and a sum, -1..1. */
export interface NearRow extends WordRow {
  readonly cosine: number;
}

/** `from - minus + plus`, and the word that people expect. */
export interface WordSum {
  readonly from: string;
  readonly minus: string;
  readonly plus: string;
  readonly expected: string;
}

/** The rows nearest to one sum. */
export interface NearestRows {
  readonly from: WordRow;
  readonly minus: WordRow;
  readonly plus: WordRow;
  /** Nearest first, without the three words of the sum. */
  readonly nearest: readonly NearRow[];
  readonly expected: NearRow;
  /** The nearest row among all, the three included. */
  readonly ofAll: NearRow;
}

/** An embedding table with the word of each row. */
export interface NamedRows {
  readonly vocabSize: number;
  readonly words: readonly string[];
  row(id: number): Float32Array;
  idOf(word: string): number;
}

/** Sums whose nearest row is the expected word. */
export const sumsThatComeOut: readonly WordSum[] = [
  { from: 'king', minus: 'man', plus: 'woman', expected: 'queen' },
  { from: 'uncle', minus: 'man', plus: 'woman', expected: 'aunt' },
  { from: 'actor', minus: 'he', plus: 'she', expected: 'actress' },
  { from: 'walked', minus: 'walk', plus: 'swim', expected: 'swam' },
  { from: 'bigger', minus: 'big', plus: 'small', expected: 'smaller' },
  { from: 'berlin', minus: 'germany', plus: 'japan', expected: 'tokyo' },
];

/** Sums of the same kind whose nearest row is another word. */
export const sumsThatFail: readonly WordSum[] = [
  { from: 'paris', minus: 'france', plus: 'italy', expected: 'rome' },
  { from: 'london', minus: 'england', plus: 'japan', expected: 'tokyo' },
];

/** The `count` rows with the largest cosine to from - minus + plus. @throws Error where a word is not one row */
export function nearestToSum(sum: WordSum, table: NamedRows, count: number): NearestRows {
  const [from, minus, plus, expected] = [sum.from, sum.minus, sum.plus, sum.expected].map(table.idOf) as [
    number,
    number,
    number,
    number,
  ];
  const vector = combine([table.row(from), table.row(plus)], [table.row(minus)]);
  const named = (id: number): WordRow => ({ id, word: table.words[id]! });
  const near = (excluded: readonly number[], most: number) =>
    nearestWords(vector, table, most, excluded).map(({ id, similarity }) => ({ ...named(id), cosine: similarity }));
  return {
    from: named(from),
    minus: named(minus),
    plus: named(plus),
    nearest: near([from, minus, plus], count),
    expected: { ...named(expected), cosine: cosine(vector, table.row(expected)) },
    ofAll: near([], 1)[0]!,
  };
}

/** How the API names the cosine between a sum and one row. */
export function cosineName({ from, minus, plus }: Pick<NearestRows, 'from' | 'minus' | 'plus'>, row: WordRow): string {
  const at = ({ id }: WordRow) => `word_embeddings[${id}]`;
  return `cos(${at(from)} - ${at(minus)} + ${at(plus)}, ${at(row)})`;
}
