import type { Token } from '../../shared/tokenizer/token.ts';
import type { Cell } from '../figures/marks/grid/grid-navigation.ts';
import { threeDigits } from '../figures/marks/number/number-format.ts';
import { rankOfKey } from '../figures/marks/tokens/row-ranking.ts';
import { tokenName } from '../figures/marks/tokens/token-name.ts';

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
