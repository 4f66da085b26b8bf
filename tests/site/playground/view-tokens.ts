import type { Token } from '../../../shared/tokenizer/token.ts';

export const token = (text: string, type: 0 | 1, word: number | null, start = 0, end = 0): Token => ({
  id: 0,
  text,
  start,
  end,
  special: word === null,
  word,
  type,
});

/** `[CLS] snow ##boarding [SEP] yes [SEP]` */
export const tokens = [
  token('[CLS]', 0, null),
  token('snow', 0, 0, 0, 4),
  token('##boarding', 0, 0, 4, 12),
  token('[SEP]', 0, null),
  token('yes', 1, 0, 0, 3),
  token('[SEP]', 1, null),
];

/** Row i gives (j + 1) / 21 to column j. */
export const weights = Float32Array.from({ length: 36 }, (_, index) => ((index % 6) + 1) / 21);
