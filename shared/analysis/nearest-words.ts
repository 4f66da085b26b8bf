import { dot } from '../bert/dot.ts';
import { matrixRows } from './matrix-rows.ts';

/** A row of the embedding table and how close it is. */
export interface Neighbour {
  readonly id: number;
  /** Cosine of the row and the vector asked for, -1 to 1. */
  readonly similarity: number;
}

/** An embedding table, however it is stored: `row` gives one word's vector [hiddenSize]. */
export interface EmbeddingTable {
  readonly vocabSize: number;
  row(id: number): Float32Array;
}

/** The `count` rows with the largest cosine to `vector`, nearest first, without those of `excluded`; of equals the lower id. */
export function nearestWords(
  vector: Float32Array,
  table: EmbeddingTable,
  count: number,
  excluded: Iterable<number> = [],
): Neighbour[] {
  const left = new Set(excluded);
  const length = Math.sqrt(dot(vector, vector));
  const nearest: Neighbour[] = [];
  for (let id = 0; id < table.vocabSize; id++) {
    if (left.has(id)) continue;
    const row = table.row(id);
    const lengths = length * Math.sqrt(dot(row, row));
    insert(nearest, { id, similarity: lengths === 0 ? 0 : dot(vector, row) / lengths }, count);
  }
  return nearest;
}

/** Keeps `nearest` sorted and at most `count` long. */
function insert(nearest: Neighbour[], found: Neighbour, count: number): void {
  if (nearest.length === count && !(found.similarity > nearest[count - 1]?.similarity)) return;
  const place = nearest.findIndex(({ similarity }) => similarity < found.similarity);
  nearest.splice(place < 0 ? nearest.length : place, 0, found);
  nearest.length = Math.min(nearest.length, count);
}

/** A table [vocabSize, hiddenSize] that stands in memory. @throws RangeError when it does not fill whole rows. */
export function embeddingTable(table: Float32Array, hiddenSize: number): EmbeddingTable {
  const rows = matrixRows(table, hiddenSize);
  return { vocabSize: rows.length, row: (id) => rows[id] };
}

/**
 * sum_i sign_i word_i: king - man + woman is `combine([king, woman], [man])`.
 *
 * Vectors [hiddenSize] -> [hiddenSize]. The nearest word to it, the words asked about left out, is often the fourth of an
 * analogy.
 *
 * Mikolov, Yih and Zweig 2013, "Linguistic Regularities in Continuous Space Word Representations".
 */
export function combine(plus: readonly Float32Array[], minus: readonly Float32Array[]): Float32Array {
  const signed = [...plus.map((word) => ({ word, sign: 1 })), ...minus.map((word) => ({ word, sign: -1 }))];
  const size = signed[0]?.word.length ?? 0;
  return Float32Array.from({ length: size }, (_, i) => signed.reduce((sum, { word, sign }) => sum + sign * word[i], 0));
}
