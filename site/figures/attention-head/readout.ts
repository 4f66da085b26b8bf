import type { Token } from '../../../shared/tokenizer/token.ts';
import { rankOfKey } from '../attention-row/row-ranking.ts';
import type { Cell } from '../grid/grid-navigation.ts';
import { threeDigits } from '../number/number-format.ts';
import { tokenName } from '../tokens/token-name.ts';

/** One cell of a head in words: "from it to cat, weight 0.831, rank 1 of 13". */
export function cellInWords(
  { row, column }: Cell,
  tokens: readonly Token[],
  weights: Float32Array,
  quantity = 'weight',
): string {
  const seqLen = tokens.length;
  const queryRow = weights.subarray(row * seqLen, (row + 1) * seqLen);
  const rank = `rank ${rankOfKey(queryRow, column)} of ${seqLen}`;
  return `from ${tokenName(tokens, row)} to ${tokenName(tokens, column)}, ${quantity} ${threeDigits(queryRow[column]!)}, ${rank}`;
}
