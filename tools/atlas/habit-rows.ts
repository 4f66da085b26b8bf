import { mergeWords, type Word } from '../../shared/analysis/word-merging.ts';
import { type HabitMeasure, habitMeasures } from '../../shared/atlas/atlas.ts';
import type { ReadSentence } from './read-sentence.ts';

/** What one row of a head does, by each measure that names heads; the means of them are those of `headMetrics`. */
const ofRow: Readonly<
  Record<HabitMeasure, (row: Float32Array, query: number, punctuation: readonly number[]) => number>
> = {
  previous: (row, query) => row[query - 1] ?? 0,
  next: (row, query) => row[query + 1] ?? 0,
  self: (row, query) => row[query]!,
  cls: (row) => row[0]!,
  sep: (row) => row.at(-1)!,
  punctuation: (row, _, punctuation) => punctuation.reduce((sum, key) => sum + row[key]!, 0),
  entropy_bits: (row) => row.reduce((bits, weight) => (weight > 0 ? bits - weight * Math.log2(weight) : bits), 0),
};

/** Means of one sentence over the tokens of its words, [heads] each. */
export type SentenceMeans = Readonly<Record<HabitMeasure, Float64Array>>;

/**
 * The measures of all heads without the rows of [CLS] and [SEP], which do as they do in every sentence: in short ones they
 * would be much of the mean.
 * @param sums of the rows of all tokens, [heads] each
 * @param attentions [heads, n, n]
 */
export function sentenceMeans(
  { tokens, punctuation }: ReadSentence,
  sums: SentenceMeans,
  attentions: Float32Array,
): SentenceMeans {
  const n = tokens.length;
  const means = habitMeasures.map((measure) => {
    const ofHeads = sums[measure].map((sum, head) => {
      const special = [0, n - 1].map((query) => {
        const row = attentions.subarray((head * n + query) * n, (head * n + query + 1) * n);
        return ofRow[measure](row, query, punctuation);
      });
      return (sum - special[0]! - special[1]!) / (n - special.length);
    });
    return [measure, ofHeads] as const;
  });
  return Object.fromEntries(means) as Record<HabitMeasure, Float64Array>;
}

/** Whether the word is wanted that does most, or least, what the measure says. */
export type Extreme = 'most' | 'least';

/** One head in one sentence, word by word: [CLS], the words, [SEP]. */
export interface HabitInSentence {
  readonly by_word: readonly number[];
  readonly word: number;
  readonly to: number;
  readonly weight: number;
}

/**
 * The measure of each word, mean over its pieces, and of the words of one piece the first that does most or least so, with
 * the word that gets most of its weight. Where the previous token is the measure the first word is passed over, whose
 * previous token is [CLS]; where it is the next one, the last.
 * @param attention [n, n] of one head
 */
export function habitInSentence(
  { tokens, words, punctuation }: ReadSentence,
  attention: Float32Array,
  measure: HabitMeasure,
  extreme: Extreme,
): HabitInSentence {
  const n = tokens.length;
  const placed = [specialWord('[CLS]', 0), ...words, specialWord('[SEP]', n - 1)];
  const byToken = tokens.map((_, query) => {
    return ofRow[measure](attention.subarray(query * n, (query + 1) * n), query, punctuation);
  });
  const byWord = placed.map(({ tokens: pieces }) => pieces.reduce((sum, at) => sum + byToken[at]!, 0) / pieces.length);
  const word = extremeWord(placed, measure, byWord, extreme);
  const merged = mergeWords(attention, n, placed);
  const row = merged.subarray(word * placed.length, (word + 1) * placed.length);
  const weight = Math.max(...row);
  return { by_word: byWord, word, to: row.indexOf(weight), weight };
}

const specialWord = (text: string, token: number): Word => ({ text, tokens: [token], special: true, type: 0 });

/** Whether a word is left out where others are there: its neighbour is no word. */
const isAtEnd = (measure: HabitMeasure, index: number, words: number) =>
  (measure === 'previous' && index === 1) || (measure === 'next' && index === words - 2);

function extremeWord(
  words: readonly Word[],
  measure: HabitMeasure,
  byWord: readonly number[],
  extreme: Extreme,
): number {
  const sign = extreme === 'most' ? 1 : -1;
  const own = [...words.keys()].filter((index) => !words[index]!.special);
  const inside = own.filter((index) => words[index]!.tokens.length === 1 && !isAtEnd(measure, index, words.length));
  const possible = inside.length > 0 ? inside : own;
  return possible.reduce((best, one) => (sign * byWord[one]! > sign * byWord[best]! ? one : best));
}
