import type { Token } from '../tokenizer/token.ts';

/** A word, or a special token on its own. */
export interface Word {
  /** As the text has it; the token's own text for a special one. */
  readonly text: string;
  /** Indices of its pieces, rising by one. */
  readonly tokens: readonly number[];
  readonly special: boolean;
  readonly type: 0 | 1;
}

/** Groups neighbouring tokens of one word; every special token is a word of its own. */
export function wordsOf(tokens: readonly Token[], text: string, textPair = ''): Word[] {
  const groups: number[][] = [];
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    const continues = before !== undefined && token.word !== null && !token.special && !before.special;
    if (continues && before.word === token.word && before.type === token.type) groups.at(-1)?.push(index);
    else groups.push([index]);
  });
  return groups.map((group) => describe(group, tokens, [text, textPair]));
}

function describe(group: readonly number[], tokens: readonly Token[], texts: readonly [string, string]): Word {
  const first = tokens[group[0]];
  const last = tokens[group[group.length - 1]];
  const { special, type } = first;
  return { text: special ? first.text : texts[type].slice(first.start, last.end), tokens: group, special, type };
}

/**
 * Attention between words (Clark et al., 2019, section 4.1): attention to a word is the sum over its pieces, attention
 * from a word the mean over its pieces.
 *
 *   M[v, w] = (1 / |v|) sum_{i in v} sum_{j in w} A[i, j]
 *
 * attention [matrices, n, n] -> [matrices, words, words] in `merged`; rows still sum to what they did.
 * @throws RangeError when the numbers do not fill whole matrices.
 */
export function mergeWords(
  attention: Float32Array,
  n: number,
  words: readonly Word[],
  merged: Float32Array = new Float32Array((attention.length / (n * n)) * words.length ** 2),
): Float32Array {
  const matrices = attention.length / (n * n);
  if (!Number.isInteger(matrices)) {
    throw new RangeError(`expected attention of shape [matrices, ${n}, ${n}], found ${attention.length} numbers`);
  }
  let next = 0;
  for (let matrix = 0; matrix < matrices; matrix++) {
    const square = attention.subarray(matrix * n * n, (matrix + 1) * n * n);
    for (const from of words) {
      for (const to of words) merged[next++] = blockSum(square, n, from.tokens, to.tokens) / from.tokens.length;
    }
  }
  return merged;
}

function blockSum(square: Float32Array, n: number, rows: readonly number[], columns: readonly number[]): number {
  let sum = 0;
  for (const row of rows) {
    for (const column of columns) sum += square[row * n + column];
  }
  return sum;
}
