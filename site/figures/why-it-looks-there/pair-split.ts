import type { Token } from '../../../shared/tokenizer/token.ts';
import type { PairPlace, ScoreAttribution } from '../../model/fetch-score-attribution.ts';
import type { Sentence } from '../../model/reader-place.ts';
import type { TensorName } from '../marks/number/tensor-name.ts';
import { type KindTable, kindTable, sum } from './source-kinds.ts';

/** One score of a sentence, split by kinds of sources. */
export interface PairSplit extends Sentence, PairPlace {
  readonly tokens: readonly Pick<Token, 'text' | 'special'>[];
  /** The whole score, and what of it stands above the mean of its row. */
  readonly whole: Split;
  readonly above: Split;
}

export interface Split {
  /** What the pieces should add up to. */
  readonly total: number;
  /** What they add up to. */
  readonly found: number;
  readonly table: KindTable;
}

/** Which of the two splits of a pair is shown. */
export type Measure = 'whole' | 'above';

export function pairSplit(sentence: Sentence, place: PairPlace, answer: ScoreAttribution): PairSplit {
  const { tokens, sources, score, aboveRowMean, terms, centred } = answer;
  const split = (total: number, matrix: Float32Array): Split => ({
    total,
    found: sum([...matrix]),
    table: kindTable(sources, matrix),
  });
  return {
    text: sentence.text,
    pair: sentence.pair,
    ...place,
    tokens: tokens.map(({ text, special }) => ({ text, special })),
    whole: split(score, terms),
    above: split(aboveRowMean, centred),
  };
}

/** Names of a split's numbers: see site/figures/marks/number/tensor-name.ts. */
export interface SplitNames {
  readonly total: TensorName;
  readonly found: TensorName;
  /** All pieces of two kinds. */
  cell(query: number, key: number): TensorName;
  /** Of these, what one source of the query, or of the key, has part in. */
  ofQuery(source: number, key: number): TensorName;
  ofKey(query: number, source: number): TensorName;
}

const tensors = {
  whole: { matrix: 'terms', total: 'score' },
  above: { matrix: 'centred', total: 'above_row_mean' },
} as const;

export function splitNames({ layer, head, from, to }: PairPlace, measure: Measure): SplitNames {
  const place = `[${layer}][${head}][${from}][${to}]`;
  const { matrix, total } = tensors[measure];
  const terms = `score_attribution.${matrix}${place}`;
  return {
    total: `score_attribution.${total}${place}`,
    found: `sum(${terms})`,
    cell: (query, key) => `kinds(transpose(kinds(${terms})))[${key}][${query}]`,
    ofQuery: (source, key) => `kinds(transpose(${terms}))[${key}][${source}]`,
    ofKey: (query, source) => `kinds(${terms})[${query}][${source}]`,
  };
}
