/** For each word the other word with most weight: in its row, and in its column. */
export interface WordGuesses {
  /** Index of the heaviest other column of each row; -1 where there is no other word. */
  readonly fromRow: Int16Array;
  /** Index of the heaviest other row of each column. */
  readonly fromColumn: Int16Array;
  /** Weights of these, 0..1. */
  readonly rowWeight: Float32Array;
  readonly columnWeight: Float32Array;
}

/**
 *   fromRow[v] = argmax_{w != v} M[v, w]        fromColumn[w] = argmax_{v != w} M[v, w]
 *
 * of attention between words, M [words, words] (`mergeWords`), of equal weights the first. A head's guess for the partner
 * of a word: Clark et al. 2019, section 4.2.
 * @param isWord which words count; others neither guess nor are guessed
 */
export function wordGuesses(merged: Float32Array, isWord: readonly boolean[]): WordGuesses {
  const count = isWord.length;
  const guesses = {
    fromRow: new Int16Array(count).fill(-1),
    fromColumn: new Int16Array(count).fill(-1),
    rowWeight: new Float32Array(count).fill(-1),
    columnWeight: new Float32Array(count).fill(-1),
  };
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (row === column || !isWord[row] || !isWord[column]) continue;
      const weight = merged[row * count + column]!;
      if (weight > guesses.rowWeight[row]!) [guesses.rowWeight[row], guesses.fromRow[row]] = [weight, column];
      if (weight > guesses.columnWeight[column]!) {
        [guesses.columnWeight[column], guesses.fromColumn[column]] = [weight, row];
      }
    }
  }
  return guesses;
}
